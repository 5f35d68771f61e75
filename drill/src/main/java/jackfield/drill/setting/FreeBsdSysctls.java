package jackfield.drill.setting;

/**
 * The sysctls of FreeBSD that a script may set, by their whole names.
 *
 * @see <a href="https://man.freebsd.org/cgi/man.cgi?query=tcp&amp;sektion=4">tcp(4)</a>
 */
final class FreeBsdSysctls {
    private static final long MILLISECOND = 1_000_000L;

    private FreeBsdSysctls() {}

    static void addTo(SysctlTable rows) {
        String prefix = "net.inet.tcp.";
        rows.number(
                prefix + "rfc1323",
                "TcpConfig.timestamps and windowScaling",
                (c, v) -> c.timestamps(v == 1 || v == 3).windowScaling(v == 1 || v == 2));
        rows.number(prefix + "sack.enable", "TcpConfig.sack", (c, v) -> c.sack(v != 0));
        rows.number(
                prefix + "ecn.enable",
                "CongestionConfig.ecn",
                (c, v) -> c.congestion(c.congestion().ecn(v.intValue())));
        rows.number(
                prefix + "syncookies",
                "OpeningConfig.synCookies",
                (c, v) -> c.opening(c.opening().synCookies(v.intValue())));
        rows.number(
                prefix + "initcwnd_segments",
                "CongestionConfig.initialSegments",
                (c, v) -> c.congestion(c.congestion().initialSegments(v.intValue())));
        rows.number(prefix + "keepidle", "TcpConfig.keepIdleNanos, ms", (c, v) -> c.keepIdleNanos(v * MILLISECOND));
        rows.number(
                prefix + "keepintvl",
                "TcpConfig.keepIntervalNanos, ms",
                (c, v) -> c.keepIntervalNanos(v * MILLISECOND));
        rows.number(prefix + "keepcnt", "TcpConfig.keepCount", (c, v) -> c.keepCount(v.intValue()));
        rows.number(
                prefix + "finwait2_timeout", "TcpConfig.finWait2Nanos, ms", (c, v) -> c.finWait2Nanos(v * MILLISECOND));
        rows.number(
                prefix + "msl",
                "TcpConfig.timeWaitNanos: twice so many ms",
                (c, v) -> c.timeWaitNanos(2 * v * MILLISECOND));
        rows.number(
                prefix + "rexmit_min", "TcpConfig.minimumRtoNanos, ms", (c, v) -> c.minimumRtoNanos(v * MILLISECOND));
        rows.number(
                prefix + "rexmit_initial",
                "TcpConfig.initialRtoNanos, ms",
                (c, v) -> c.initialRtoNanos(v * MILLISECOND));
        rows.number(
                prefix + "delacktime", "TcpConfig.delayedAckNanos, ms", (c, v) -> c.delayedAckNanos(v * MILLISECOND));
        rows.number(prefix + "recvspace", "TcpConfig.receiveBufferBytes", (c, v) -> c.receiveBufferBytes(v.intValue()));
        rows.number(prefix + "sendspace", "TcpConfig.sendBufferBytes", (c, v) -> c.sendBufferBytes(v.intValue()));
        rows.number(
                prefix + "minmss",
                "PathConfig.leastSegmentBytes",
                (c, v) -> c.path(c.path().leastSegmentBytes(v.intValue())));
        rows.put(
                prefix + "cc.algorithm",
                "CongestionConfig.algorithm",
                (c, words) -> c.congestion(c.congestion().algorithm(SysctlTable.controller(words.getFirst()))));
        rows.fixed(prefix + "hostcache.enable", "0 or 1: no metrics outlive a connection", v -> v == 0 || v == 1);
        rows.fixed(prefix + "path_mtu_discovery", "1", v -> v == 1);
        rows.fixed(prefix + "rfc3042", "1: limited transmit", v -> v == 1);
        rows.fixed(prefix + "rfc3390", "1", v -> v == 1);
        rows.fixed(prefix + "drop_synfin", "any: not seen in a script", _ -> true);
    }
}

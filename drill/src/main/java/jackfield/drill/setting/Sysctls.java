package jackfield.drill.setting;

import jackfield.engine.tcp.TcpConfig;
import java.util.Map;

/**
 * The one table of the sysctls a script may set, and what each is here: {@code docs/DRILL.md}, "Settings".
 *
 * <p>Names are Linux's without {@code net.ipv4.}, and FreeBSD's whole. A row either changes {@link TcpConfig}, or
 * accepts the values that mean what we always do, or accepts all of them because nothing of it can be seen in a
 * script. A name or a value that no row takes skips the script.
 *
 * @see <a href="https://www.kernel.org/doc/html/latest/networking/ip-sysctl.html">Linux: IP sysctl</a>, tcp(4)
 */
public final class Sysctls {
    private static final long SECOND = 1_000_000_000L;
    private static final long MILLISECOND = 1_000_000L;
    private static final long MICROSECOND = 1_000L;
    private static final SysctlTable TABLE = table();

    private final SysctlTable rows = new SysctlTable();

    private Sysctls() {}

    private static SysctlTable table() {
        var linux = new Sysctls();
        linux.loss();
        linux.congestion();
        linux.buffers();
        linux.opening();
        linux.timers();
        linux.path();
        FixedSysctls.addTo(linux.rows);
        FreeBsdSysctls.addTo(linux.rows);
        return linux.rows;
    }

    private void loss() {
        rows.number("tcp_sack", "TcpConfig.sack", (c, v) -> c.sack(v != 0));
        rows.number("tcp_dsack", "LossConfig.dsack", (c, v) -> c.loss(c.loss().dsack(v != 0)));
        // Linux 6.18 knows nothing but RACK: bit 0 switches nothing off.
        rows.fixed("tcp_recovery", "0 or 1: RACK always finds losses", value -> value == 0 || value == 1);
        rows.number(
                "tcp_early_retrans",
                "LossConfig.tailLossProbe: 3",
                (c, v) -> c.loss(c.loss().tailLossProbe(v == 3)));
        rows.number("tcp_frto", "LossConfig.frto", (c, v) -> c.loss(c.loss().frto(v != 0)));
        rows.number(
                "tcp_reordering",
                "LossConfig.reordering",
                (c, v) -> c.loss(c.loss().reordering(v.intValue())));
        rows.number(
                "tcp_max_reordering",
                "LossConfig.mostReordering",
                (c, v) -> c.loss(c.loss().mostReordering(v.intValue())));
        rows.number(
                "tcp_comp_sack_nr",
                "LossConfig.mostSharedSacks",
                (c, v) -> c.loss(c.loss().mostSharedSacks(v.intValue())));
        rows.number(
                "tcp_comp_sack_delay_ns",
                "LossConfig.sharedSackNanos",
                (c, v) -> c.loss(c.loss().sharedSackNanos(v)));
        rows.number(
                "tcp_min_rtt_wlen",
                "LossConfig.minRttWindowNanos, s",
                (c, v) -> c.loss(c.loss().minRttWindowNanos(v * SECOND)));
    }

    private void congestion() {
        rows.put(
                "tcp_congestion_control",
                "CongestionConfig.algorithm",
                (c, words) -> c.congestion(c.congestion().algorithm(SysctlTable.controller(words.getFirst()))));
        rows.number(
                "tcp_slow_start_after_idle",
                "CongestionConfig.slowStartAfterIdle",
                (c, v) -> c.congestion(c.congestion().slowStartAfterIdle(v != 0)));
        rows.number(
                "tcp_pacing_ss_ratio",
                "CongestionConfig.pacingSlowStartPercent",
                (c, v) -> c.congestion(c.congestion().pacingSlowStartPercent(v.intValue())));
        rows.number(
                "tcp_pacing_ca_ratio",
                "CongestionConfig.pacingAvoidancePercent",
                (c, v) -> c.congestion(c.congestion().pacingAvoidancePercent(v.intValue())));
        rows.number(
                "tcp_ecn",
                "CongestionConfig.ecn",
                (c, v) -> c.congestion(c.congestion().ecn(v.intValue())));
        rows.number(
                "tcp_ecn_fallback",
                "CongestionConfig.ecnFallback",
                (c, v) -> c.congestion(c.congestion().ecnFallback(v != 0)));
        rows.number(
                "tcp_ecn_option",
                "CongestionConfig.ecnOption",
                (c, v) -> c.congestion(c.congestion().ecnOption(v.intValue())));
        rows.number(
                "tcp_ecn_option_beacon",
                "CongestionConfig.ecnOptionBeacon",
                (c, v) -> c.congestion(c.congestion().ecnOptionBeacon(v.intValue())));
    }

    private void buffers() {
        rows.put(
                "tcp_rmem",
                "BufferConfig.receiveDefaultBytes, receiveMostBytes",
                (c, words) -> c.buffers(c.buffers()
                        .receiveDefaultBytes(
                                (int) SysctlTable.number("tcp_rmem", SysctlTable.triple("tcp_rmem", words, 1)))
                        .receiveMostBytes(
                                (int) SysctlTable.number("tcp_rmem", SysctlTable.triple("tcp_rmem", words, 2)))));
        rows.put(
                "tcp_wmem",
                "BufferConfig.sendDefaultBytes, sendMostBytes",
                (c, words) -> c.buffers(c.buffers()
                        .sendDefaultBytes(
                                (int) SysctlTable.number("tcp_wmem", SysctlTable.triple("tcp_wmem", words, 1)))
                        .sendMostBytes(
                                (int) SysctlTable.number("tcp_wmem", SysctlTable.triple("tcp_wmem", words, 2)))));
        rows.number(
                "tcp_moderate_rcvbuf",
                "BufferConfig.moderatesReceive",
                (c, v) -> c.buffers(c.buffers().moderatesReceive(v != 0)));
        rows.number(
                "tcp_notsent_lowat",
                "BufferConfig.notSentDefaultBytes",
                (c, v) -> c.buffers(c.buffers().notSentDefaultBytes((int) Math.min(v, Integer.MAX_VALUE))));
        // Linux holds a small write back only while earlier packets wait in a queue below: here none does.
        rows.fixed("tcp_autocorking", "any: no queue below holds what has left", _ -> true);
    }

    private void opening() {
        rows.number(
                "tcp_syn_retries",
                "OpeningConfig.synRetries",
                (c, v) -> c.opening(c.opening().synRetries(v.intValue())));
        rows.number(
                "tcp_syn_linear_timeouts",
                "OpeningConfig.synLinearTimeouts",
                (c, v) -> c.opening(c.opening().synLinearTimeouts(v.intValue())));
        rows.number(
                "tcp_synack_retries",
                "OpeningConfig.synAckRetries",
                (c, v) -> c.opening(c.opening().synAckRetries(v.intValue())));
        rows.number(
                "tcp_syncookies",
                "OpeningConfig.synCookies",
                (c, v) -> c.opening(c.opening().synCookies(v.intValue())));
        rows.number(
                "tcp_fastopen",
                "OpeningConfig.fastOpen",
                (c, v) -> c.opening(c.opening().fastOpen(v.intValue())));
        rows.put(
                "tcp_fastopen_key",
                "OpeningConfig.fastOpenKey: one key, or two with a comma",
                (c, words) -> c.opening(c.opening().fastOpenKey(SysctlTable.fastOpenKeys(words.getFirst()))));
        rows.number(
                "tcp_max_syn_backlog",
                "OpeningConfig.maxSynBacklog",
                (c, v) -> c.opening(c.opening().maxSynBacklog(v.intValue())));
        somaxconn();
        rows.number(
                "tcp_abort_on_overflow",
                "OpeningConfig.abortOnOverflow",
                (c, v) -> c.opening(c.opening().abortOnOverflow(v != 0)));
    }

    private void somaxconn() {
        rows.number(
                "net.core.somaxconn",
                "OpeningConfig.mostBacklog",
                (c, v) -> c.opening(c.opening().mostBacklog(v.intValue())));
    }

    private void timers() {
        rows.number("tcp_keepalive_time", "TcpConfig.keepIdleNanos, s", (c, v) -> c.keepIdleNanos(v * SECOND));
        rows.number("tcp_keepalive_intvl", "TcpConfig.keepIntervalNanos, s", (c, v) -> c.keepIntervalNanos(v * SECOND));
        rows.number("tcp_keepalive_probes", "TcpConfig.keepCount", (c, v) -> c.keepCount(v.intValue()));
        rows.number("tcp_retries2", "TcpConfig.retries", (c, v) -> c.retries(v.intValue()));
        rows.number(
                "tcp_orphan_retries",
                "TcpConfig.orphanRetries; 0 is Linux's 8",
                (c, v) -> c.orphanRetries(v == 0 ? 8 : v.intValue()));
        rows.number("tcp_fin_timeout", "TcpConfig.finWait2Nanos, s", (c, v) -> c.finWait2Nanos(v * SECOND));
        rows.number("tcp_rto_min_us", "TcpConfig.minimumRtoNanos, us", (c, v) -> c.minimumRtoNanos(v * MICROSECOND));
        rows.number("tcp_rto_max_ms", "TcpConfig.maximumRtoNanos, ms", (c, v) -> c.maximumRtoNanos(v * MILLISECOND));
    }

    private void path() {
        rows.number(
                "tcp_timestamps",
                "TcpConfig.timestamps; 2 is 1 without the random offset",
                (c, v) -> c.timestamps(v != 0));
        rows.number("tcp_window_scaling", "TcpConfig.windowScaling", (c, v) -> c.windowScaling(v != 0));
        rows.number(
                "tcp_mtu_probing",
                "PathConfig.mtuProbing",
                (c, v) -> c.path(c.path().mtuProbing(v.intValue())));
        rows.number(
                "tcp_base_mss",
                "PathConfig.baseSegmentBytes",
                (c, v) -> c.path(c.path().baseSegmentBytes(v.intValue())));
        rows.number(
                "tcp_min_snd_mss",
                "PathConfig.leastSegmentBytes",
                (c, v) -> c.path(c.path().leastSegmentBytes(v.intValue())));
        rows.number(
                "tcp_mtu_probe_floor",
                "PathConfig.probeFloorBytes",
                (c, v) -> c.path(c.path().probeFloorBytes(v.intValue())));
        rows.number(
                "tcp_probe_interval",
                "PathConfig.probeIntervalNanos, s",
                (c, v) -> c.path(c.path().probeIntervalNanos(v * SECOND)));
        rows.number(
                "tcp_probe_threshold",
                "PathConfig.probeThresholdBytes",
                (c, v) -> c.path(c.path().probeThresholdBytes(v.intValue())));
        rows.number(
                "tcp_tw_reuse",
                "PathConfig.timeWaitReuse",
                (c, v) -> c.path(c.path().timeWaitReuse(v.intValue())));
        rows.number(
                "tcp_rfc1337", "PathConfig.rfc1337", (c, v) -> c.path(c.path().rfc1337(v != 0)));
        rows.number(
                "tcp_stdurg",
                "PathConfig.urgentAtLast",
                (c, v) -> c.path(c.path().urgentAtLast(v != 0)));
    }

    /** {@return the config with one sysctl set; throws {@link UnknownConstruct} for what the table does not take} */
    public static TcpConfig set(TcpConfig config, String name, String value) {
        return TABLE.set(config, name, value);
    }

    /** {@return each name with what it is here: the documentation's table} */
    public static Map<String, String> meanings() {
        return TABLE.meanings();
    }
}

package jackfield.drill.setting;

import jackfield.engine.tcp.TcpConfig;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.LongPredicate;

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
    private static final Map<String, Row> ROWS = new LinkedHashMap<>();

    /**
     * One sysctl.
     *
     * @param meaning what it is here, for the documentation
     * @param change what it changes, given the value's words
     */
    private record Row(String meaning, BiFunction<TcpConfig, List<String>, TcpConfig> change) {}

    static {
        loss();
        congestion();
        buffers();
        opening();
        timers();
        path();
        switches();
        unseen();
        freeBsd();
    }

    private Sysctls() {}

    private static void number(String name, String meaning, BiFunction<TcpConfig, Long, TcpConfig> change) {
        ROWS.put(name, new Row(meaning, (config, words) -> change.apply(config, number(name, words.getFirst()))));
    }

    private static void fixed(String name, String meaning, LongPredicate isOurs) {
        ROWS.put(name, new Row(meaning, (config, words) -> {
            if (!isOurs.test(number(name, words.getFirst()))) {
                throw new UnknownConstruct("sysctl " + name + "=" + String.join(" ", words));
            }
            return config;
        }));
    }

    private static void loss() {
        number("tcp_sack", "TcpConfig.sack", (c, v) -> c.sack(v != 0));
        number("tcp_dsack", "LossConfig.dsack", (c, v) -> c.loss(c.loss().dsack(v != 0)));
        // Linux 6.18 knows nothing but RACK: bit 0 switches nothing off.
        fixed("tcp_recovery", "0 or 1: RACK always finds losses", value -> value == 0 || value == 1);
        number(
                "tcp_early_retrans",
                "LossConfig.tailLossProbe: 3",
                (c, v) -> c.loss(c.loss().tailLossProbe(v == 3)));
        number("tcp_frto", "LossConfig.frto", (c, v) -> c.loss(c.loss().frto(v != 0)));
        number(
                "tcp_reordering",
                "LossConfig.reordering",
                (c, v) -> c.loss(c.loss().reordering(v.intValue())));
        number(
                "tcp_max_reordering",
                "LossConfig.mostReordering",
                (c, v) -> c.loss(c.loss().mostReordering(v.intValue())));
    }

    private static void congestion() {
        ROWS.put(
                "tcp_congestion_control",
                new Row(
                        "CongestionConfig.algorithm",
                        (c, words) -> c.congestion(c.congestion().algorithm(words.getFirst()))));
        number(
                "tcp_slow_start_after_idle",
                "CongestionConfig.slowStartAfterIdle",
                (c, v) -> c.congestion(c.congestion().slowStartAfterIdle(v != 0)));
        number(
                "tcp_pacing_ss_ratio",
                "CongestionConfig.pacingSlowStartPercent",
                (c, v) -> c.congestion(c.congestion().pacingSlowStartPercent(v.intValue())));
        number(
                "tcp_pacing_ca_ratio",
                "CongestionConfig.pacingAvoidancePercent",
                (c, v) -> c.congestion(c.congestion().pacingAvoidancePercent(v.intValue())));
        number(
                "tcp_ecn",
                "CongestionConfig.ecn",
                (c, v) -> c.congestion(c.congestion().ecn(v.intValue())));
        number(
                "tcp_ecn_fallback",
                "CongestionConfig.ecnFallback",
                (c, v) -> c.congestion(c.congestion().ecnFallback(v != 0)));
        number(
                "tcp_ecn_option",
                "CongestionConfig.ecnOption",
                (c, v) -> c.congestion(c.congestion().ecnOption(v.intValue())));
        number(
                "tcp_ecn_option_beacon",
                "CongestionConfig.ecnOptionBeacon",
                (c, v) -> c.congestion(c.congestion().ecnOptionBeacon(v.intValue())));
    }

    private static void buffers() {
        ROWS.put(
                "tcp_rmem",
                new Row(
                        "BufferConfig.receiveDefaultBytes, receiveMostBytes",
                        (c, words) -> c.buffers(c.buffers()
                                .receiveDefaultBytes((int) number("tcp_rmem", triple("tcp_rmem", words, 1)))
                                .receiveMostBytes((int) number("tcp_rmem", triple("tcp_rmem", words, 2))))));
        ROWS.put(
                "tcp_wmem",
                new Row(
                        "BufferConfig.sendDefaultBytes, sendMostBytes",
                        (c, words) -> c.buffers(c.buffers()
                                .sendDefaultBytes((int) number("tcp_wmem", triple("tcp_wmem", words, 1)))
                                .sendMostBytes((int) number("tcp_wmem", triple("tcp_wmem", words, 2))))));
        number(
                "tcp_moderate_rcvbuf",
                "BufferConfig.moderatesReceive",
                (c, v) -> c.buffers(c.buffers().moderatesReceive(v != 0)));
        number(
                "tcp_notsent_lowat",
                "BufferConfig.notSentDefaultBytes",
                (c, v) -> c.buffers(c.buffers().notSentDefaultBytes((int) Math.min(v, Integer.MAX_VALUE))));
        // Linux holds a small write back only while earlier packets wait in a queue below: here none does.
        fixed("tcp_autocorking", "any: no queue below holds what has left", _ -> true);
    }

    private static void opening() {
        number(
                "tcp_syn_retries",
                "OpeningConfig.synRetries",
                (c, v) -> c.opening(c.opening().synRetries(v.intValue())));
        number(
                "tcp_syn_linear_timeouts",
                "OpeningConfig.synLinearTimeouts",
                (c, v) -> c.opening(c.opening().synLinearTimeouts(v.intValue())));
        number(
                "tcp_synack_retries",
                "OpeningConfig.synAckRetries",
                (c, v) -> c.opening(c.opening().synAckRetries(v.intValue())));
        number(
                "tcp_syncookies",
                "OpeningConfig.synCookies",
                (c, v) -> c.opening(c.opening().synCookies(v.intValue())));
        number(
                "tcp_fastopen",
                "OpeningConfig.fastOpen",
                (c, v) -> c.opening(c.opening().fastOpen(v.intValue())));
        number(
                "tcp_max_syn_backlog",
                "OpeningConfig.maxSynBacklog",
                (c, v) -> c.opening(c.opening().maxSynBacklog(v.intValue())));
        somaxconn();
        number(
                "tcp_abort_on_overflow",
                "OpeningConfig.abortOnOverflow",
                (c, v) -> c.opening(c.opening().abortOnOverflow(v != 0)));
    }

    private static void somaxconn() {
        number(
                "net.core.somaxconn",
                "OpeningConfig.mostBacklog",
                (c, v) -> c.opening(c.opening().mostBacklog(v.intValue())));
    }

    private static void timers() {
        number("tcp_keepalive_time", "TcpConfig.keepIdleNanos, s", (c, v) -> c.keepIdleNanos(v * SECOND));
        number("tcp_keepalive_intvl", "TcpConfig.keepIntervalNanos, s", (c, v) -> c.keepIntervalNanos(v * SECOND));
        number("tcp_keepalive_probes", "TcpConfig.keepCount", (c, v) -> c.keepCount(v.intValue()));
        number("tcp_retries2", "TcpConfig.retries", (c, v) -> c.retries(v.intValue()));
        number(
                "tcp_orphan_retries",
                "TcpConfig.orphanRetries; 0 is Linux's 8",
                (c, v) -> c.orphanRetries(v == 0 ? 8 : v.intValue()));
        number("tcp_fin_timeout", "TcpConfig.finWait2Nanos, s", (c, v) -> c.finWait2Nanos(v * SECOND));
        number("tcp_rto_min_us", "TcpConfig.minimumRtoNanos, us", (c, v) -> c.minimumRtoNanos(v * MICROSECOND));
        number("tcp_rto_max_ms", "TcpConfig.maximumRtoNanos, ms", (c, v) -> c.maximumRtoNanos(v * MILLISECOND));
    }

    private static void path() {
        number(
                "tcp_mtu_probing",
                "PathConfig.mtuProbing",
                (c, v) -> c.path(c.path().mtuProbing(v.intValue())));
        number(
                "tcp_base_mss",
                "PathConfig.baseSegmentBytes",
                (c, v) -> c.path(c.path().baseSegmentBytes(v.intValue())));
        number(
                "tcp_min_snd_mss",
                "PathConfig.leastSegmentBytes",
                (c, v) -> c.path(c.path().leastSegmentBytes(v.intValue())));
        number(
                "tcp_mtu_probe_floor",
                "PathConfig.probeFloorBytes",
                (c, v) -> c.path(c.path().probeFloorBytes(v.intValue())));
        number(
                "tcp_probe_interval",
                "PathConfig.probeIntervalNanos, s",
                (c, v) -> c.path(c.path().probeIntervalNanos(v * SECOND)));
        number(
                "tcp_probe_threshold",
                "PathConfig.probeThresholdBytes",
                (c, v) -> c.path(c.path().probeThresholdBytes(v.intValue())));
        number(
                "tcp_tw_reuse",
                "PathConfig.timeWaitReuse",
                (c, v) -> c.path(c.path().timeWaitReuse(v.intValue())));
        number("tcp_rfc1337", "PathConfig.rfc1337", (c, v) -> c.path(c.path().rfc1337(v != 0)));
        number(
                "tcp_stdurg",
                "PathConfig.urgentAtLast",
                (c, v) -> c.path(c.path().urgentAtLast(v != 0)));
    }

    private static void switches() {
        number(
                "tcp_timestamps",
                "TcpConfig.timestamps; 2 is 1 without the random offset",
                (c, v) -> c.timestamps(v != 0));
        number("tcp_window_scaling", "TcpConfig.windowScaling", (c, v) -> c.windowScaling(v != 0));
        fixed("tcp_no_metrics_save", "1: no metrics outlive a connection", v -> v == 0 || v == 1);
        fixed("tcp_retrans_collapse", "0 or 1: small segments are joined where there is room", v -> v == 0 || v == 1);
        fixed("tcp_workaround_signed_windows", "0", v -> v == 0);
        fixed("tcp_shrink_window", "0: RFC 9293, 3.8.6", v -> v == 0);
        fixed("tcp_thin_linear_timeouts", "0", v -> v == 0);
        fixed("tcp_app_win", "31", v -> v == 31);
        fixed("tcp_adv_win_scale", "1", v -> v == 1);
        fixed("tcp_retries1", "3", v -> v == 3);
        fixed("tcp_migrate_req", "0", v -> v == 0);
        fixed("tcp_l3mdev_accept", "0", v -> v == 0);
        fixed("tcp_reflect_tos", "0", v -> v == 0);
        fixed("tcp_fwmark_accept", "0", v -> v == 0);
        fixed("ip_no_pmtu_disc", "0", v -> v == 0);
        fixed("ip_default_ttl", "64", v -> v == 64);
        fixed("ip_forward", "0", v -> v == 0);
        fixed("tcp_fack", "any: gone from Linux", _ -> true);
        fixed("tcp_low_latency", "any: gone from Linux", _ -> true);
        fixed("tcp_tw_recycle", "0: gone from Linux", v -> v == 0);
        fixed("tcp_tso_win_divisor", "3", v -> v == 3);
        fixed("tcp_min_tso_segs", "2", v -> v == 2);
        fixed("tcp_tso_rtt_log", "9", v -> v == 9);
        fixed("tcp_invalid_ratelimit", "500", v -> v == 500);
        fixed("tcp_challenge_ack_limit", "1000 and more: no limit that a script reaches", v -> v >= 1000);
        fixed("tcp_comp_sack_nr", "44, and 0: no SACK is held back", v -> v == 44 || v == 0);
    }

    /** What has no part in the packets of one link without a queue, on a machine with memory. */
    private static void unseen() {
        for (String name : List.of(
                "tcp_limit_output_bytes",
                "tcp_max_orphans",
                "tcp_max_tw_buckets",
                "tcp_min_rtt_wlen",
                "tcp_comp_sack_delay_ns",
                "tcp_comp_sack_slack_ns",
                "tcp_backlog_ack_defer",
                "tcp_fastopen_blackhole_timeout_sec",
                "ip_local_port_range",
                "icmp_ratelimit",
                "icmp_ratemask",
                "icmp_msgs_per_sec",
                "net.core.rmem_max",
                "net.core.wmem_max",
                "net.core.rmem_default",
                "net.core.wmem_default",
                "net.core.netdev_max_backlog",
                "net.core.optmem_max",
                "net.core.busy_poll",
                "net.core.busy_read",
                "net.core.bypass_prot_mem",
                "net.ipv6.conf.all.accept_dad",
                "net.ipv6.conf.default.accept_dad")) {
            fixed(name, "any: not seen in a script", _ -> true);
        }
        ROWS.put("tcp_mem", new Row("any: not seen in a script", (config, _) -> config));
        ROWS.put("udp_mem", new Row("any: not seen in a script", (config, _) -> config));
        for (String name : List.of(
                "tcp_available_congestion_control", "tcp_allowed_congestion_control", "net.core.default_qdisc")) {
            ROWS.put(name, new Row("any: not seen in a script", (config, _) -> config));
        }
    }

    private static void freeBsd() {
        String prefix = "net.inet.tcp.";
        number(
                prefix + "rfc1323",
                "TcpConfig.timestamps and windowScaling",
                (c, v) -> c.timestamps(v == 1 || v == 3).windowScaling(v == 1 || v == 2));
        number(prefix + "sack.enable", "TcpConfig.sack", (c, v) -> c.sack(v != 0));
        number(
                prefix + "ecn.enable",
                "CongestionConfig.ecn",
                (c, v) -> c.congestion(c.congestion().ecn(v.intValue())));
        number(
                prefix + "syncookies",
                "OpeningConfig.synCookies",
                (c, v) -> c.opening(c.opening().synCookies(v.intValue())));
        number(
                prefix + "initcwnd_segments",
                "CongestionConfig.initialSegments",
                (c, v) -> c.congestion(c.congestion().initialSegments(v.intValue())));
        number(prefix + "keepidle", "TcpConfig.keepIdleNanos, ms", (c, v) -> c.keepIdleNanos(v * MILLISECOND));
        number(prefix + "keepintvl", "TcpConfig.keepIntervalNanos, ms", (c, v) -> c.keepIntervalNanos(v * MILLISECOND));
        number(prefix + "keepcnt", "TcpConfig.keepCount", (c, v) -> c.keepCount(v.intValue()));
        number(prefix + "finwait2_timeout", "TcpConfig.finWait2Nanos, ms", (c, v) -> c.finWait2Nanos(v * MILLISECOND));
        number(
                prefix + "msl",
                "TcpConfig.timeWaitNanos: twice so many ms",
                (c, v) -> c.timeWaitNanos(2 * v * MILLISECOND));
        number(prefix + "rexmit_min", "TcpConfig.minimumRtoNanos, ms", (c, v) -> c.minimumRtoNanos(v * MILLISECOND));
        number(
                prefix + "rexmit_initial",
                "TcpConfig.initialRtoNanos, ms",
                (c, v) -> c.initialRtoNanos(v * MILLISECOND));
        number(prefix + "delacktime", "TcpConfig.delayedAckNanos, ms", (c, v) -> c.delayedAckNanos(v * MILLISECOND));
        number(prefix + "recvspace", "TcpConfig.receiveBufferBytes", (c, v) -> c.receiveBufferBytes(v.intValue()));
        number(prefix + "sendspace", "TcpConfig.sendBufferBytes", (c, v) -> c.sendBufferBytes(v.intValue()));
        number(
                prefix + "minmss",
                "PathConfig.leastSegmentBytes",
                (c, v) -> c.path(c.path().leastSegmentBytes(v.intValue())));
        ROWS.put(
                prefix + "cc.algorithm",
                new Row(
                        "CongestionConfig.algorithm",
                        (c, words) -> c.congestion(c.congestion().algorithm(words.getFirst()))));
        fixed(prefix + "hostcache.enable", "0 or 1: no metrics outlive a connection", v -> v == 0 || v == 1);
        fixed(prefix + "path_mtu_discovery", "1", v -> v == 1);
        fixed(prefix + "rfc3042", "1: limited transmit", v -> v == 1);
        fixed(prefix + "rfc3390", "1", v -> v == 1);
        fixed(prefix + "drop_synfin", "any: not seen in a script", _ -> true);
    }

    /** {@return the config with one sysctl set; throws {@link UnknownConstruct} for what the table does not take} */
    public static TcpConfig set(TcpConfig config, String name, String value) {
        String known = canonical(name);
        Row row = ROWS.get(known);
        List<String> words = List.of(value.strip().split("\\s+"));
        if (row == null || value.isBlank()) {
            throw new UnknownConstruct("sysctl " + name);
        }
        try {
            return row.change().apply(config, words);
        } catch (IllegalArgumentException e) {
            throw new UnknownConstruct("sysctl " + name + "=" + value);
        }
    }

    /** {@return each name with what it is here: the documentation's table} */
    public static Map<String, String> meanings() {
        Map<String, String> meanings = new LinkedHashMap<>();
        ROWS.forEach((name, row) -> meanings.put(name, row.meaning()));
        return meanings;
    }

    /** {@return the table's form of {@code net.ipv4.tcp_x}, {@code net/ipv4/tcp_x} and {@code /proc/sys/net/...}} */
    private static String canonical(String name) {
        String dotted = name.replaceFirst("^/proc/sys/", "").replace('/', '.');
        return dotted.startsWith("net.ipv4.") ? dotted.substring("net.ipv4.".length()) : dotted;
    }

    private static String triple(String name, List<String> words, int index) {
        if (words.size() != 3) {
            throw new UnknownConstruct("sysctl " + name + "=" + String.join(" ", words));
        }
        return words.get(index);
    }

    private static long number(String name, String word) {
        try {
            return Long.decode(word);
        } catch (NumberFormatException e) {
            throw new UnknownConstruct("sysctl " + name + "=" + word);
        }
    }
}

package jackfield.drill.setting;

import java.util.List;
import java.util.function.LongPredicate;

/**
 * The sysctls of Linux that change nothing here: for some only the values that mean what we always do are taken, for
 * others any, as nothing of them can be seen in the packets of one link without a queue, on a machine with memory.
 */
final class FixedSysctls {
    private static final int USUAL_BUFFER_BYTES = 212_992;
    private static final int MANY = 1000;
    private static final long MILLISECOND_NANOS = 1_000_000L;

    private FixedSysctls() {}

    static void addTo(SysctlTable rows) {
        switches(rows);
        limits(rows);
        unseen(rows);
    }

    private static void switches(SysctlTable rows) {
        rows.fixed("tcp_no_metrics_save", "1: no metrics outlive a connection", v -> v == 0 || v == 1);
        rows.fixed(
                "tcp_retrans_collapse", "0 or 1: small segments are joined where there is room", v -> v == 0 || v == 1);
        rows.fixed("tcp_workaround_signed_windows", "0", v -> v == 0);
        rows.fixed("tcp_shrink_window", "0: RFC 9293, 3.8.6", v -> v == 0);
        rows.fixed("tcp_thin_linear_timeouts", "0", v -> v == 0);
        rows.fixed("tcp_app_win", "31", v -> v == 31);
        rows.fixed("tcp_adv_win_scale", "1", v -> v == 1);
        rows.fixed("tcp_retries1", "3", v -> v == 3);
        rows.fixed("tcp_migrate_req", "0", v -> v == 0);
        rows.fixed("tcp_l3mdev_accept", "0", v -> v == 0);
        rows.fixed("tcp_reflect_tos", "0", v -> v == 0);
        rows.fixed("tcp_fwmark_accept", "0", v -> v == 0);
        rows.fixed("ip_no_pmtu_disc", "0", v -> v == 0);
        rows.fixed("ip_default_ttl", "64", v -> v == 64);
        rows.fixed("ip_forward", "0", v -> v == 0);
        rows.fixed("tcp_fack", "any: gone from Linux", _ -> true);
        rows.fixed("tcp_low_latency", "any: gone from Linux", _ -> true);
        rows.fixed("tcp_tw_recycle", "0: gone from Linux", v -> v == 0);
        rows.fixed("tcp_tso_win_divisor", "3", v -> v == 3);
        rows.fixed("tcp_min_tso_segs", "2", v -> v == 2);
        rows.fixed("tcp_tso_rtt_log", "9", v -> v == 9);
        rows.fixed("tcp_invalid_ratelimit", "500", v -> v == 500);
        rows.fixed("tcp_challenge_ack_limit", "1000 and more: no limit that a script reaches", v -> v >= 1000);
    }

    /** Limits that nothing here has, of which values are taken that a script does not reach. */
    private static void limits(SysctlTable rows) {
        LongPredicate isMany = value -> value >= MANY;
        rows.fixed("tcp_max_orphans", "1000 and more: no limit that a script reaches", isMany);
        rows.fixed("tcp_max_tw_buckets", "1000 and more: no limit that a script reaches", isMany);
        rows.fixed(
                "icmp_msgs_per_sec", "1000 and more, and 0: no limit that a script reaches", v -> v >= MANY || v == 0);
        rows.fixed("icmp_ratelimit", "0 to 1000: six errors at once, then one a second", v -> v >= 0 && v <= MANY);
        for (String name : List.of("tcp_mem", "udp_mem")) {
            rows.put(name, "1000 pages and more: no limit that a script reaches", (config, words) -> {
                if (SysctlTable.number(name, SysctlTable.triple(name, words, 0)) < MANY) {
                    throw SysctlTable.unknown(name, words);
                }
                return config;
            });
        }
        rows.put("ip_local_port_range", "1000 ports and more: one is always free", (config, words) -> {
            if (words.size() != 2
                    || SysctlTable.number("ip_local_port_range", words.get(1))
                                    - SysctlTable.number("ip_local_port_range", words.get(0))
                            < MANY) {
                throw SysctlTable.unknown("ip_local_port_range", words);
            }
            return config;
        });
        for (String name : List.of("rmem_max", "wmem_max", "rmem_default", "wmem_default")) {
            rows.fixed(
                    "net.core." + name,
                    USUAL_BUFFER_BYTES + " and more: no limit that a script reaches",
                    value -> value >= USUAL_BUFFER_BYTES);
        }
        rows.fixed("tcp_comp_sack_slack_ns", "up to 1 ms: below the tolerance", v -> v >= 0 && v <= MILLISECOND_NANOS);
        rows.fixed("tcp_fastopen_blackhole_timeout_sec", "0: Fast Open is never given up", value -> value == 0);
    }

    private static void unseen(SysctlTable rows) {
        for (String name : List.of(
                "tcp_limit_output_bytes",
                "tcp_backlog_ack_defer",
                "tcp_early_demux",
                "udp_early_demux",
                "ip_early_demux",
                "icmp_ratemask",
                "net.core.netdev_max_backlog",
                "net.core.optmem_max",
                "net.core.busy_poll",
                "net.core.busy_read",
                "net.core.bypass_prot_mem",
                "net.ipv6.conf.all.accept_dad",
                "net.ipv6.conf.default.accept_dad")) {
            rows.fixed(name, "any: not seen in a script", _ -> true);
        }
        for (String name : List.of(
                "tcp_available_congestion_control", "tcp_allowed_congestion_control", "net.core.default_qdisc")) {
            rows.put(name, "any: not seen in a script", (config, _) -> config);
        }
    }
}

package jackfield.drill.run;

import jackfield.drill.call.ScriptProcess;
import jackfield.drill.script.Symbols;
import jackfield.socket.open.Linux;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * {@code struct tcp_info} as names for assertions: the one table of its fields and their places.
 *
 * <pre>
 *   0 state  1 ca_state  2 retransmits  3 probes  4 backoff  5 options  6 wscales  7 flags  8 rto  12 ato ...
 *   104 pacing_rate (64 bits) ...
 * </pre>
 *
 * <p>A field that the socket's answer is too short for is not defined, so that an assertion over it fails.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/tcp.7.html">tcp(7)</a>, include/uapi/linux/tcp.h
 */
final class TcpInfoFields {
    private static final int SOL_TCP = 6;
    private static final int TCP_INFO = 11;

    private static final String[] BYTES = {"state", "ca_state", "retransmits", "probes", "backoff", "options"};
    private static final int WORDS_AT = 8;
    private static final String[] WORDS = {
        "rto",
        "ato",
        "snd_mss",
        "rcv_mss",
        "unacked",
        "sacked",
        "lost",
        "retrans",
        "fackets",
        "last_data_sent",
        "last_ack_sent",
        "last_data_recv",
        "last_ack_recv",
        "pmtu",
        "rcv_ssthresh",
        "rtt",
        "rttvar",
        "snd_ssthresh",
        "snd_cwnd",
        "advmss",
        "reordering",
        "rcv_rtt",
        "rcv_space",
        "total_retrans"
    };

    /** What follows, with 64 or 32 bits each. */
    private static final String[] TAIL = {
        "64 pacing_rate",
        "64 max_pacing_rate",
        "64 bytes_acked",
        "64 bytes_received",
        "32 segs_out",
        "32 segs_in",
        "32 notsent_bytes",
        "32 min_rtt",
        "32 data_segs_in",
        "32 data_segs_out",
        "64 delivery_rate",
        "64 busy_time",
        "64 rwnd_limited",
        "64 sndbuf_limited",
        "32 delivered",
        "32 delivered_ce",
        "64 bytes_sent",
        "64 bytes_retrans",
        "32 dsack_dups",
        "32 reord_seen",
        "32 rcv_ooopack",
        "32 snd_wnd",
        "32 rcv_wnd",
        "32 rehash",
        "16 total_rto",
        "16 total_rto_recoveries",
        "32 total_rto_time",
        "32 received_ce",
        "32 delivered_e1_bytes",
        "32 delivered_e0_bytes",
        "32 delivered_ce_bytes",
        "32 received_e1_bytes",
        "32 received_e0_bytes",
        "32 received_ce_bytes",
        "16 accecn_fail_mode",
        "16 accecn_opt_seen"
    };

    /** The numbers of states and of TCP_INFO's flags. */
    static final Map<String, Long> CONSTANTS = constants();

    private TcpInfoFields() {}

    private static Map<String, Long> constants() {
        Map<String, Long> constants = new LinkedHashMap<>();
        Symbols.all().forEach((name, value) -> {
            if (name.startsWith("TCP") || name.startsWith("TCPI")) {
                constants.put(name, value);
            }
        });
        return constants;
    }

    /** {@return the fields of the connection under test; none if there is no connection} */
    static Map<String, Object> of(ScriptProcess process) {
        return process.option(SOL_TCP, TCP_INFO).map(TcpInfoFields::decode).orElse(Map.of());
    }

    /** {@return the fields that the bytes have} */
    static Map<String, Object> decode(byte[] info) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < BYTES.length && i < info.length; i++) {
            fields.put("tcpi_" + BYTES[i], (long) (info[i] & 0xFF));
        }
        if (info.length >= WORDS_AT) {
            fields.put("tcpi_snd_wscale", (long) (info[6] & 0xF));
            fields.put("tcpi_rcv_wscale", (long) (info[6] >>> 4 & 0xF));
            fields.put("tcpi_delivery_rate_app_limited", (long) (info[7] & 1));
            fields.put("tcpi_fastopen_client_fail", (long) (info[7] >>> 1 & 3));
        }
        int at = WORDS_AT;
        for (String word : WORDS) {
            if (at + 4 <= info.length) {
                fields.put("tcpi_" + word, Integer.toUnsignedLong(Linux.i32(info, at)));
            }
            at += 4;
        }
        for (String entry : TAIL) {
            int bytes = Integer.parseInt(entry.substring(0, 2)) / 8;
            if (at + bytes <= info.length) {
                fields.put("tcpi_" + entry.substring(3), number(info, at, bytes));
            }
            at += bytes;
        }
        return fields;
    }

    private static Object number(byte[] info, int at, int bytes) {
        return switch (bytes) {
            case 8 -> unsigned(Linux.i64(info, at));
            case 4 -> Integer.toUnsignedLong(Linux.i32(info, at));
            default -> (long) Linux.u16(info, at);
        };
    }

    /** Rates that are not limited have all bits set. */
    private static Object unsigned(long bits) {
        return bits >= 0 ? (Object) bits : new BigInteger(Long.toUnsignedString(bits));
    }
}

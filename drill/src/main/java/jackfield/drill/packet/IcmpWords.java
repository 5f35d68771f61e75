package jackfield.drill.packet;

import java.util.Map;
import java.util.Optional;

/**
 * The words of packetdrill for ICMP types and codes.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc792">RFC 792</a>; RFC 4443; RFC 1122, 3.2.2.1
 */
final class IcmpWords {
    private static final Map<String, Integer> TYPES4 = Map.of(
            "echo_reply", 0,
            "unreachable", 3,
            "destination_unreachable", 3,
            "source_quench", 4,
            "redirect", 5,
            "echo_request", 8,
            "time_exceeded", 11,
            "parameter_problem", 12);
    private static final Map<String, Integer> TYPES6 = Map.of(
            "unreachable", 1,
            "destination_unreachable", 1,
            "packet_too_big", 2,
            "time_exceeded", 3,
            "parameter_problem", 4,
            "param_problem", 4,
            "echo_request", 128,
            "echo_reply", 129);
    private static final Map<String, Integer> CODES4 = Map.ofEntries(
            Map.entry("net_unreachable", 0),
            Map.entry("host_unreachable", 1),
            Map.entry("protocol_unreachable", 2),
            Map.entry("port_unreachable", 3),
            Map.entry("frag_needed", 4),
            Map.entry("source_route_failed", 5),
            Map.entry("net_unknown", 6),
            Map.entry("host_unknown", 7),
            Map.entry("source_host_isolated", 8),
            Map.entry("net_prohibited", 9),
            Map.entry("host_prohibited", 10),
            Map.entry("net_unreachable_for_tos", 11),
            Map.entry("host_unreachable_for_tos", 12),
            Map.entry("packet_filtered", 13),
            Map.entry("precedence_violation", 14),
            Map.entry("precedence_cutoff", 15));
    private static final Map<String, Integer> CODES6 = Map.of(
            "no_route", 0,
            "net_unreachable", 0,
            "adm_prohibited", 1,
            "host_prohibited", 1,
            "not_neighbour", 2,
            "addr_unreachable", 3,
            "address_unreachable", 3,
            "host_unreachable", 3,
            "port_unreachable", 4);
    private static final int TOO_BIG = 2;

    private IcmpWords() {}

    /** A type and a code. */
    record TypeAndCode(int type, int code) {}

    /** {@return the numbers of a script's words or numbers; empty if nobody knows them} */
    static Optional<TypeAndCode> numbers(boolean isIpv6, String type, String code) {
        if (isIpv6 && code.equals("frag_needed")) {
            return Optional.of(new TypeAndCode(TOO_BIG, 0));
        }
        Optional<Integer> typeNumber = number(isIpv6 ? TYPES6 : TYPES4, type);
        Optional<Integer> codeNumber =
                code.isEmpty() ? Optional.of(0) : number(isIpv6 ? CODES6 : CODES4, code);
        return typeNumber.flatMap(t -> codeNumber.map(c -> new TypeAndCode(t, c)));
    }

    private static Optional<Integer> number(Map<String, Integer> words, String text) {
        if (!text.isEmpty() && text.chars().allMatch(Character::isDigit)) {
            return Optional.of(Integer.parseInt(text));
        }
        return Optional.ofNullable(words.get(text));
    }

    /** {@return the words of a type and a code, numbers where there is none} */
    static String text(boolean isIpv6, int type, int code) {
        String typeWord = word(isIpv6 ? TYPES6 : TYPES4, type);
        boolean hasCodes = type == (isIpv6 ? 1 : 3);
        return typeWord + (hasCodes ? " " + word(isIpv6 ? CODES6 : CODES4, code) : code == 0 ? "" : " " + code);
    }

    private static String word(Map<String, Integer> words, int number) {
        return words.entrySet().stream()
                .filter(entry -> entry.getValue() == number)
                .map(Map.Entry::getKey)
                .sorted()
                .reduce((a, b) -> a.length() >= b.length() ? b : a)
                .orElse(String.valueOf(number));
    }
}

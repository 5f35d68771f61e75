package jackfield.drill.script;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The numbers of ICMP types and codes by the words scripts use.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc792">RFC 792</a>; RFC 1812, 5.2.7; RFC 4443, 3
 */
public final class IcmpNames {
    private static final Map<String, Integer> TYPES_V4 = Map.ofEntries(
            Map.entry("echo_reply", 0),
            Map.entry("unreachable", 3),
            Map.entry("destination_unreachable", 3),
            Map.entry("source_quench", 4),
            Map.entry("redirect", 5),
            Map.entry("echo_request", 8),
            Map.entry("time_exceeded", 11),
            Map.entry("parameter_problem", 12),
            Map.entry("timestamp", 13),
            Map.entry("timestamp_reply", 14));
    private static final Map<String, Integer> TYPES_V6 = Map.of(
            "unreachable",
            1,
            "destination_unreachable",
            1,
            "packet_too_big",
            2,
            "time_exceeded",
            3,
            "parameter_problem",
            4,
            "echo_request",
            128,
            "echo_reply",
            129);

    /** In the order of their numbers, from 0. */
    private static final List<String> UNREACHABLE_V4 = List.of(
            "net_unreachable",
            "host_unreachable",
            "protocol_unreachable",
            "port_unreachable",
            "frag_needed",
            "source_route_failed",
            "net_unknown",
            "host_unknown",
            "source_host_isolated",
            "net_prohibited",
            "host_prohibited",
            "net_unreachable_for_tos",
            "host_unreachable_for_tos",
            "packet_filtered",
            "precedence_violation",
            "precedence_cutoff");

    private static final List<String> UNREACHABLE_V6 =
            List.of("no_route", "admin_prohibited", "not_neighbour", "address_unreachable", "port_unreachable");
    private static final List<String> EXCEEDED_V4 = List.of("ttl_exceeded", "reassembly_exceeded");
    private static final List<String> EXCEEDED_V6 = List.of("hop_limit_exceeded", "reassembly_exceeded");

    private IcmpNames() {}

    /** {@return the number of a type given as a word or a number; empty for a word nobody knows} */
    public static OptionalInt type(boolean isVersion6, String type) {
        Integer known = (isVersion6 ? TYPES_V6 : TYPES_V4).get(type);
        return known != null ? OptionalInt.of(known) : number(type);
    }

    /** {@return the number of a code of that type; 0 for an empty one, empty for a word nobody knows} */
    public static OptionalInt code(boolean isVersion6, int type, String code) {
        if (code.isEmpty()) {
            return OptionalInt.of(0);
        }
        int place = codes(isVersion6, type).indexOf(code);
        return place >= 0 ? OptionalInt.of(place) : number(code);
    }

    /** {@return the word of a type; its number if it has none} */
    public static String typeName(boolean isVersion6, int type) {
        return (isVersion6 ? TYPES_V6 : TYPES_V4)
                .entrySet().stream()
                        .filter(entry ->
                                entry.getValue() == type && !entry.getKey().startsWith("destination_"))
                        .map(Map.Entry::getKey)
                        .findFirst()
                        .orElse(String.valueOf(type));
    }

    /** {@return the word of a code of that type; its number if it has none, empty for a 0 without a word} */
    public static String codeName(boolean isVersion6, int type, int code) {
        List<String> names = codes(isVersion6, type);
        return code < names.size() ? names.get(code) : code == 0 ? "" : String.valueOf(code);
    }

    private static List<String> codes(boolean isVersion6, int type) {
        if (isVersion6) {
            return type == 1 ? UNREACHABLE_V6 : type == 3 ? EXCEEDED_V6 : List.of();
        }
        return type == 3 ? UNREACHABLE_V4 : type == 11 ? EXCEEDED_V4 : List.of();
    }

    private static OptionalInt number(String word) {
        return word.matches("[0-9]{1,3}") && Integer.parseInt(word) <= 0xFF
                ? OptionalInt.of(Integer.parseInt(word))
                : OptionalInt.empty();
    }
}

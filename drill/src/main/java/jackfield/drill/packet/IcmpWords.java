package jackfield.drill.packet;

import jackfield.drill.script.IcmpNames;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Types and codes of ICMP where one script speaks for both families: the words of ICMPv4 mean their kin in ICMPv6.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7915#section-4.2">RFC 7915, 4.2</a>: how the two correspond
 */
final class IcmpWords {
    private static final Map<String, TypeAndCode> KIN = Map.of(
            "net_unreachable", new TypeAndCode(1, 0),
            "host_unreachable", new TypeAndCode(1, 0),
            "protocol_unreachable", new TypeAndCode(4, 1),
            "frag_needed", new TypeAndCode(2, 0),
            "source_route_failed", new TypeAndCode(1, 0),
            "net_unknown", new TypeAndCode(1, 0),
            "host_unknown", new TypeAndCode(1, 0),
            "net_prohibited", new TypeAndCode(1, 1),
            "host_prohibited", new TypeAndCode(1, 1),
            "packet_filtered", new TypeAndCode(1, 1));

    private IcmpWords() {}

    /** A type and a code. */
    record TypeAndCode(int type, int code) {}

    /** {@return the numbers of a script's words or numbers; empty if nobody knows them} */
    static Optional<TypeAndCode> numbers(boolean isIpv6, String type, String code) {
        if (isIpv6 && KIN.containsKey(code)) {
            return Optional.ofNullable(KIN.get(code));
        }
        OptionalInt typeNumber = IcmpNames.type(isIpv6, type);
        OptionalInt codeNumber =
                typeNumber.isPresent() ? IcmpNames.code(isIpv6, typeNumber.getAsInt(), code) : OptionalInt.empty();
        return codeNumber.isPresent()
                ? Optional.of(new TypeAndCode(typeNumber.getAsInt(), codeNumber.getAsInt()))
                : Optional.empty();
    }
}

package jackfield.drill.call;

import jackfield.drill.script.Expression;
import jackfield.drill.script.Expression.Field;
import jackfield.drill.script.Expression.Structure;
import jackfield.drill.script.ExpressionPrinter;
import jackfield.drill.setting.UnknownConstruct;
import jackfield.socket.open.Address;
import jackfield.socket.open.Linux;
import jackfield.wire.IpAddress;
import jackfield.wire.SockAddr;
import java.util.Optional;

/**
 * Socket addresses of a script.
 *
 * <pre>
 *   ...                                                                        packetdrill's default
 *   {sa_family = AF_INET, sin_port = htons(8080), sin_addr = inet_addr("192.0.2.1")}
 * </pre>
 */
final class SockAddrs {
    private SockAddrs() {}

    /** {@return the address that a structure names; {@code fallback} for {@code ...}, empty for NULL} */
    static Optional<Address> of(Expression expression, SockAddr fallback) {
        if (Values.isOpen(expression)) {
            return Optional.of(new Address.Inet(fallback, 0));
        }
        if (Values.isNull(expression)) {
            return Optional.empty();
        }
        if (!(expression instanceof Structure structure)) {
            throw new UnknownConstruct("an address written as " + ExpressionPrinter.text(expression));
        }
        return Optional.of(new Address.Inet(structure(structure, fallback), 0));
    }

    private static SockAddr structure(Structure structure, SockAddr fallback) {
        int family = structure
                .field("sa_family")
                .or(() -> structure.field("sin_family"))
                .or(() -> structure.field("sin6_family"))
                .map(Values::integer)
                .orElseThrow(() -> new UnknownConstruct("an address without a family"));
        if (family != Linux.AF_INET && family != Linux.AF_INET6) {
            throw new UnknownConstruct("an address of family " + family);
        }
        int port = fallback.port();
        IpAddress address = fallback.address();
        for (Field field : structure.fields()) {
            switch (field.name()) {
                case "sin_port", "sin6_port" -> port = Values.isOpen(field.value()) ? port : port(field.value());
                case "sin_addr", "sin6_addr" ->
                    address = Values.isOpen(field.value()) ? address : Values.address(field.value());
                case "sa_family", "sin_family", "sin6_family", "sin6_flowinfo", "sin6_scope_id" -> {}
                case "" -> {
                    if (field.value() instanceof Expression.Call call) {
                        if (call.name().startsWith("inet_")) {
                            address = Values.address(call);
                        } else {
                            port = port(call);
                        }
                    }
                }
                default -> throw new UnknownConstruct("address field " + field.name());
            }
        }
        return new SockAddr(address, port);
    }

    private static int port(Expression expression) {
        return Values.integer(expression) & 0xFFFF;
    }
}

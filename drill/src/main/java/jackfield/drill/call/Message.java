package jackfield.drill.call;

import jackfield.drill.script.Expression;
import jackfield.drill.script.Expression.Structure;
import jackfield.drill.script.ExpressionPrinter;
import jackfield.drill.setting.UnknownConstruct;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A {@code struct msghdr}: {@code {msg_name(...)=..., msg_iov(1)=[{..., 1000}], msg_flags=0}}.
 *
 * @param name where to, or who must have sent it
 * @param flags what recvmsg must answer in msg_flags
 * @param control the control messages, as written
 * @param controlLength bytes of the control buffer
 */
record Message(
        Optional<Expression> name,
        Vectors vectors,
        OptionalLong flags,
        Optional<Expression> control,
        OptionalLong controlLength) {
    private static final List<String> FIELDS =
            List.of("msg_name", "msg_namelen", "msg_iov", "msg_iovlen", "msg_flags", "msg_control", "msg_controllen");

    /** {@return what a structure says} */
    static Message of(Expression expression) {
        if (!(expression instanceof Structure structure)) {
            throw new UnknownConstruct("a msghdr written as " + ExpressionPrinter.text(expression));
        }
        structure.fields().forEach(field -> {
            if (!FIELDS.contains(field.name())) {
                throw new UnknownConstruct("msghdr field " + field.name());
            }
        });
        Vectors vectors = structure.field("msg_iov").map(Vectors::of).orElse(new Vectors(List.of(), List.of()));
        OptionalLong flags =
                structure.field("msg_flags").map(Values::numberIfSaid).orElse(OptionalLong.empty());
        OptionalLong length =
                structure.field("msg_controllen").map(Values::numberIfSaid).orElse(OptionalLong.empty());
        return new Message(structure.field("msg_name"), vectors, flags, structure.field("msg_control"), length);
    }
}

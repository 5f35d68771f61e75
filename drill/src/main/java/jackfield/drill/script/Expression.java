package jackfield.drill.script;

import java.util.List;
import java.util.Optional;

/** An argument or a result of a system call. */
public sealed interface Expression {
    /** {@code 1000}, {@code 0x1f}, {@code -1}. */
    @SuppressWarnings("AvoidCommonTypeNames") // the grammar's own word
    record Number(long value) implements Expression {}

    /** {@code 0.5}. */
    record Decimal(double value) implements Expression {}

    /**
     * {@code "text"}, escapes decoded; a character is a byte, 0 to 255.
     *
     * @param isTruncated {@code "text"...}: the beginning only
     */
    record Text(String value, boolean isTruncated) implements Expression {}

    /** {@code SOL_SOCKET}, {@code NULL}, or one that nobody knows. */
    record Symbol(String name) implements Expression {}

    /** {@code ...}: whatever fits here. */
    record Ellipsis() implements Expression {}

    /** {@code ?}: a result nobody checks. */
    record Unchecked() implements Expression {}

    /** {@code [1, 2]}. */
    record Array(List<Expression> items) implements Expression {
        public Array {
            items = List.copyOf(items);
        }
    }

    /** {@code {fd=4, events=POLLIN}}; {@code {..., 1000}} has fields without names. */
    record Structure(List<Field> fields) implements Expression {
        public Structure {
            fields = List.copyOf(fields);
        }

        /** {@return the value of the first field of that name} */
        public Optional<Expression> field(String name) {
            return fields.stream()
                    .filter(field -> field.name().equals(name))
                    .map(Field::value)
                    .findFirst();
        }
    }

    /**
     * {@code events=POLLIN}, {@code msg_iov(1)=[...]}.
     *
     * @param name empty for one by position
     * @param argument what stands in parentheses after the name
     */
    record Field(String name, Optional<Expression> argument, Expression value) {}

    /** {@code htons(8080)}, {@code inet_addr("192.0.2.1")}. */
    record Call(String name, List<Expression> arguments) implements Expression {
        public Call {
            arguments = List.copyOf(arguments);
        }
    }

    /** {@code O_RDWR | O_NONBLOCK}; the operator is one of {@code | & ^ + - * / << >>}. */
    record Binary(String operator, Expression left, Expression right) implements Expression {}

    /** {@code ~X}, {@code -X}, {@code !X}, {@code &X}. */
    record Unary(String operator, Expression operand) implements Expression {}
}

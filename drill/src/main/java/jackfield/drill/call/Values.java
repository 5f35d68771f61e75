package jackfield.drill.call;

import jackfield.drill.script.Expression;
import jackfield.drill.script.ExpressionPrinter;
import jackfield.drill.script.Symbols;
import jackfield.drill.setting.UnknownConstruct;
import jackfield.socket.open.Linux;
import jackfield.wire.IpAddress;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;

/** What the arguments of a script's calls are worth: numbers, bytes, addresses. */
final class Values {
    private Values() {}

    /** {@return the number; an array of one and {@code &x} count as what is in them} */
    static long number(Expression expression) {
        return switch (expression) {
            case Expression.Number number -> number.value();
            case Expression.Decimal decimal -> Math.round(decimal.value());
            case Expression.Symbol symbol ->
                Symbols.value(symbol.name()).orElseThrow(() -> new UnknownConstruct("symbol " + symbol.name()));
            case Expression.Binary binary -> binary(binary);
            case Expression.Unary unary -> unary(unary);
            case Expression.Array array
            when array.items().size() == 1 -> number(array.items().getFirst());
            case Expression.Call call
            when isPort(call) -> number(call.arguments().getFirst());
            case Expression.Call call -> throw new UnknownConstruct("function " + call.name());
            case Expression.Text _,
                    Expression.Ellipsis _,
                    Expression.Unchecked _,
                    Expression.Array _,
                    Expression.Structure _ ->
                throw new UnknownConstruct("a number written as " + ExpressionPrinter.text(expression));
        };
    }

    private static boolean isPort(Expression.Call call) {
        return List.of("htons", "htonl", "ntohs", "ntohl").contains(call.name())
                && call.arguments().size() == 1;
    }

    private static long binary(Expression.Binary binary) {
        long left = number(binary.left());
        long right = number(binary.right());
        return switch (binary.operator()) {
            case "|" -> left | right;
            case "&" -> left & right;
            case "^" -> left ^ right;
            case "+" -> left + right;
            case "-" -> left - right;
            case "*" -> left * right;
            case "/" -> right == 0 ? 0 : left / right;
            case "<<" -> left << right;
            case ">>" -> left >> right;
            default -> throw new UnknownConstruct("operator " + binary.operator());
        };
    }

    private static long unary(Expression.Unary unary) {
        long operand = number(unary.operand());
        return switch (unary.operator()) {
            case "~" -> ~operand;
            case "-" -> -operand;
            case "!" -> operand == 0 ? 1 : 0;
            case "&" -> operand;
            default -> throw new UnknownConstruct("operator " + unary.operator());
        };
    }

    /** {@return the number as an int} */
    static int integer(Expression expression) {
        return (int) number(expression);
    }

    /** {@return the number, empty for {@code ...} and {@code ?}} */
    static OptionalLong numberIfSaid(Expression expression) {
        return isOpen(expression) ? OptionalLong.empty() : OptionalLong.of(number(expression));
    }

    /** {@return whether the script leaves this open} */
    static boolean isOpen(Expression expression) {
        return expression instanceof Expression.Ellipsis || expression instanceof Expression.Unchecked;
    }

    /** {@return whether this is a null pointer} */
    static boolean isNull(Expression expression) {
        return expression instanceof Expression.Symbol symbol && symbol.name().equals("NULL")
                || expression instanceof Expression.Number number && number.value() == 0;
    }

    /** {@return {@code length} bytes of a buffer: text, the rest zeros} */
    static byte[] buffer(Expression expression, int length) {
        byte[] buffer = new byte[Math.max(length, 0)];
        if (expression instanceof Expression.Text text) {
            byte[] bytes = latin1(text);
            System.arraycopy(bytes, 0, buffer, 0, Math.min(bytes.length, buffer.length));
        } else if (!isOpen(expression) && !isNull(expression) && !(expression instanceof Expression.Array)) {
            throw new UnknownConstruct("a buffer written as " + ExpressionPrinter.text(expression));
        }
        return buffer;
    }

    /** {@return a script's text as bytes} */
    static byte[] latin1(Expression.Text text) {
        return text.value().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** {@return a value in native layout: ints for numbers, one after another} */
    static byte[] layout(Expression expression) {
        var bytes = new ByteArrayOutputStream();
        layout(expression, bytes);
        return bytes.toByteArray();
    }

    private static void layout(Expression expression, ByteArrayOutputStream bytes) {
        switch (expression) {
            case Expression.Text text -> bytes.writeBytes(latin1(text));
            case Expression.Array array -> array.items().forEach(item -> layout(item, bytes));
            case Expression.Structure structure -> structure.fields().forEach(field -> field(field, bytes));
            case Expression.Unary unary when unary.operator().equals("&") -> layout(unary.operand(), bytes);
            default -> {
                var number = new byte[Integer.BYTES];
                Linux.put32(number, 0, integer(expression));
                bytes.writeBytes(number);
            }
        }
    }

    /** The members of {@code struct timeval} are longs, those of the other structures of socket options are ints. */
    private static void field(Expression.Field field, ByteArrayOutputStream bytes) {
        if (field.name().startsWith("tv_")) {
            var number = new byte[Long.BYTES];
            Linux.put64(number, 0, number(field.value()));
            bytes.writeBytes(number);
        } else {
            layout(field.value(), bytes);
        }
    }

    /** {@return the address that a call such as {@code inet_addr("192.0.2.1")} or a text names} */
    static IpAddress address(Expression expression) {
        return switch (expression) {
            case Expression.Call call
            when !call.arguments().isEmpty()
                    && List.of("inet_addr", "inet_pton", "inet_aton").contains(call.name()) ->
                address(call.arguments().getLast());
            case Expression.Call call
            when isPort(call) -> IpAddress.ofIpv4((int) number(call.arguments().getFirst()));
            case Expression.Text text -> parse(text.value());
            case Expression.Symbol symbol when symbol.name().equals("INADDR_ANY") -> IpAddress.ANY_IPV4;
            case Expression.Symbol symbol when symbol.name().equals("in6addr_any") -> IpAddress.ANY_IPV6;
            case Expression.Number number -> IpAddress.ofIpv4(Integer.reverseBytes((int) number.value()));
            default -> throw new UnknownConstruct("an address written as " + ExpressionPrinter.text(expression));
        };
    }

    private static IpAddress parse(String text) {
        try {
            return IpAddress.parse(text);
        } catch (IllegalArgumentException e) {
            throw new UnknownConstruct("address " + text);
        }
    }
}

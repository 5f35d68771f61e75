package jackfield.drill.run;

import jackfield.drill.script.Expression;
import java.util.stream.Collectors;

/** Writes arguments of calls as scripts do. */
final class ExpressionText {
    private ExpressionText() {}

    static String of(Expression expression) {
        return switch (expression) {
            case Expression.Number number -> String.valueOf(number.value());
            case Expression.Decimal decimal -> String.valueOf(decimal.value());
            case Expression.Text text -> "\"" + escaped(text.value()) + "\"" + (text.isTruncated() ? "..." : "");
            case Expression.Symbol symbol -> symbol.name();
            case Expression.Ellipsis _ -> "...";
            case Expression.Unchecked _ -> "?";
            case Expression.Array array ->
                array.items().stream().map(ExpressionText::of).collect(Collectors.joining(", ", "[", "]"));
            case Expression.Structure structure ->
                structure.fields().stream().map(ExpressionText::field).collect(Collectors.joining(", ", "{", "}"));
            case Expression.Call call ->
                call.arguments().stream()
                        .map(ExpressionText::of)
                        .collect(Collectors.joining(", ", call.name() + "(", ")"));
            case Expression.Binary binary -> of(binary.left()) + binary.operator() + of(binary.right());
            case Expression.Unary unary -> unary.operator() + of(unary.operand());
        };
    }

    private static String field(Expression.Field field) {
        String argument = field.argument().map(given -> "(" + of(given) + ")").orElse("");
        return field.name().isEmpty() ? of(field.value()) : field.name() + argument + "=" + of(field.value());
    }

    private static String escaped(String value) {
        var text = new StringBuilder();
        value.chars().forEach(c -> {
            if (c < ' ' || c > '~' || c == '"' || c == '\\') {
                text.append("\\x").append(Character.forDigit(c / 16 % 16, 16)).append(Character.forDigit(c % 16, 16));
            } else {
                text.append((char) c);
            }
        });
        return text.toString();
    }
}

package jackfield.drill.script;

import jackfield.drill.script.Expression.Array;
import jackfield.drill.script.Expression.Binary;
import jackfield.drill.script.Expression.Call;
import jackfield.drill.script.Expression.Decimal;
import jackfield.drill.script.Expression.Ellipsis;
import jackfield.drill.script.Expression.Field;
import jackfield.drill.script.Expression.Number;
import jackfield.drill.script.Expression.Structure;
import jackfield.drill.script.Expression.Symbol;
import jackfield.drill.script.Expression.Text;
import jackfield.drill.script.Expression.Unary;
import jackfield.drill.script.Expression.Unchecked;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;

/** Writes an argument or a result as a script would; {@link ScriptParser} reads it as the same expression. */
public final class ExpressionPrinter {
    private ExpressionPrinter() {}

    /** {@return the expression in one line} */
    public static String text(Expression expression) {
        return switch (expression) {
            case Number number -> String.valueOf(number.value());
            case Decimal decimal -> new BigDecimal(String.valueOf(decimal.value())).toPlainString();
            case Text text -> quoted(text.value()) + (text.isTruncated() ? "..." : "");
            case Symbol symbol -> symbol.name();
            case Ellipsis _ -> "...";
            case Unchecked _ -> "?";
            case Array array -> "[" + list(array.items()) + "]";
            case Structure structure ->
                structure.fields().stream().map(ExpressionPrinter::field).collect(Collectors.joining(", ", "{", "}"));
            case Call call -> call.name() + "(" + list(call.arguments()) + ")";
            case Binary binary -> binary(binary);
            case Unary unary -> unary.operator() + operand(unary.operand(), unary.operand() instanceof Number);
        };
    }

    private static String list(List<Expression> items) {
        return items.stream().map(ExpressionPrinter::text).collect(Collectors.joining(", "));
    }

    private static String field(Field field) {
        if (field.name().isEmpty()) {
            return text(field.value());
        }
        String argument = field.argument().map(a -> "(" + text(a) + ")").orElse("");
        return field.name() + argument + "=" + text(field.value());
    }

    /** {@code A|B|C} needs no parentheses; every other mixture gets them. */
    private static String binary(Binary binary) {
        boolean isChain =
                binary.left() instanceof Binary left && left.operator().equals(binary.operator());
        String left = isChain ? text(binary.left()) : operand(binary.left(), false);
        String between = binary.operator().equals("|") ? "|" : " " + binary.operator() + " ";
        return left + between + operand(binary.right(), false);
    }

    private static String operand(Expression operand, boolean isAmbiguous) {
        return isAmbiguous || operand instanceof Binary ? "(" + text(operand) + ")" : text(operand);
    }

    private static String quoted(String value) {
        var quoted = new StringBuilder("\"");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (c >= ' ' && c < 0x7F) {
                        quoted.append(c);
                    } else {
                        quoted.append("\\x").append(Character.forDigit(c >> 4, 16));
                        quoted.append(Character.forDigit(c & 15, 16));
                    }
                }
            }
        }
        return quoted.append('"').toString();
    }
}

package jackfield.drill.python;

import java.math.BigDecimal;
import java.math.BigInteger;

/** What Python says of a value: its type, its truth, its {@code repr} and {@code str}. */
final class Values {
    private static final double MIN_PLAIN = 1e-4;
    private static final double MAX_PLAIN = 1e16;

    private Values() {}

    static String typeName(Object value) {
        return switch (value) {
            case BigInteger _ -> "int";
            case Double _ -> "float";
            case Boolean _ -> "bool";
            case String _ -> "str";
            case Sequence sequence -> sequence.typeName();
            case None _ -> "NoneType";
            default -> throw new AssertionError(value.getClass());
        };
    }

    static boolean isTrue(Object value) {
        return switch (value) {
            case BigInteger number -> number.signum() != 0;
            case Double number -> number != 0;
            case Boolean bool -> bool;
            case String text -> !text.isEmpty();
            case Sequence sequence -> !sequence.items().isEmpty();
            case None _ -> false;
            default -> throw new AssertionError(value.getClass());
        };
    }

    /** {@return whether it is a number: int, float or bool} */
    static boolean isNumber(Object value) {
        return value instanceof BigInteger || value instanceof Double || value instanceof Boolean;
    }

    /** {@return whether it counts as an int: int or bool} */
    static boolean isWhole(Object value) {
        return value instanceof BigInteger || value instanceof Boolean;
    }

    static BigInteger whole(Object value) {
        return switch (value) {
            case BigInteger number -> number;
            case Boolean bool -> bool ? BigInteger.ONE : BigInteger.ZERO;
            default -> throw PythonError.type("'" + typeName(value) + "' object cannot be interpreted as an integer");
        };
    }

    static double real(Object value) {
        if (value instanceof Double real) {
            return real;
        }
        double real = whole(value).doubleValue();
        if (Double.isInfinite(real)) {
            throw new PythonError("OverflowError", "int too large to convert to float");
        }
        return real;
    }

    static String str(Object value) {
        return value instanceof String text ? text : repr(value);
    }

    static String repr(Object value) {
        return switch (value) {
            case BigInteger number -> number.toString();
            case Double number -> shortest(number);
            case Boolean bool -> bool ? "True" : "False";
            case String text -> quoted(text);
            case Sequence sequence -> sequence(sequence);
            case None _ -> "None";
            default -> throw new AssertionError(value.getClass());
        };
    }

    /** The shortest digits that name this float; an exponent outside 1e-4 to 1e16, as Python's repr. */
    private static String shortest(double number) {
        if (Double.isNaN(number)) {
            return "nan";
        }
        if (Double.isInfinite(number)) {
            return number > 0 ? "inf" : "-inf";
        }
        if (number == 0) {
            return 1 / number < 0 ? "-0.0" : "0.0";
        }
        var digits = new BigDecimal(Double.toString(number)).stripTrailingZeros();
        double size = Math.abs(number);
        if (size >= MIN_PLAIN && size < MAX_PLAIN) {
            String plain = digits.toPlainString();
            return plain.contains(".") ? plain : plain + ".0";
        }
        String mantissa = digits.unscaledValue().abs().toString();
        int exponent = mantissa.length() - 1 - digits.scale();
        String fraction = mantissa.length() > 1 ? "." + mantissa.substring(1) : "";
        String sign = number < 0 ? "-" : "";
        String power = Math.abs(exponent) < 10 ? "0" + Math.abs(exponent) : String.valueOf(Math.abs(exponent));
        return sign + mantissa.charAt(0) + fraction + "e" + (exponent < 0 ? "-" : "+") + power;
    }

    private static String quoted(String text) {
        char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
        var quoted = new StringBuilder().append(quote);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                case '\\' -> quoted.append("\\\\");
                default -> {
                    if (c == quote) {
                        quoted.append('\\').append(c);
                    } else if (c < ' ' || c == 0x7F) {
                        quoted.append("\\x").append(Character.forDigit(c >> 4, 16));
                        quoted.append(Character.forDigit(c & 15, 16));
                    } else {
                        quoted.append(c);
                    }
                }
            }
        }
        return quoted.append(quote).toString();
    }

    private static String sequence(Sequence sequence) {
        var text = new StringBuilder(sequence.isTuple() ? "(" : "[");
        for (int i = 0; i < sequence.items().size(); i++) {
            text.append(i > 0 ? ", " : "").append(repr(sequence.items().get(i)));
        }
        if (sequence.isTuple() && sequence.items().size() == 1) {
            text.append(',');
        }
        return text.append(sequence.isTuple() ? ')' : ']').toString();
    }
}

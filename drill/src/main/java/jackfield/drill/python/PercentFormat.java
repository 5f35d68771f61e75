package jackfield.drill.python;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.regex.Pattern;

/**
 * {@code "cwnd %d" % cwnd}.
 *
 * @see <a href="https://docs.python.org/3/library/stdtypes.html#printf-style-string-formatting">printf-style</a>
 */
final class PercentFormat {
    private static final Pattern FIELD = Pattern.compile(
            "%(?<flags>[-+ #0]*)(?<width>[0-9]{0,5})(?:\\.(?<precision>[0-9]{1,3}))?(?<type>.)?", Pattern.DOTALL);

    private PercentFormat() {}

    static String format(String template, Object values) {
        boolean isTuple = values instanceof Sequence sequence && sequence.isTuple();
        List<Object> items = isTuple ? ((Sequence) values).items() : List.of(values);
        var text = new StringBuilder();
        int used = 0;
        int at = 0;
        var field = FIELD.matcher(template);
        while (field.find(at)) {
            text.append(template, at, field.start());
            at = field.end();
            String type = field.group("type");
            if (type == null) {
                throw PythonError.value("incomplete format");
            }
            if (type.equals("%")) {
                text.append('%');
                continue;
            }
            if (used == items.size()) {
                throw PythonError.type("not enough arguments for format string");
            }
            String precision = field.group("precision");
            String width = field.group("width");
            text.append(one(
                    items.get(used++),
                    field.group("flags"),
                    width.isEmpty() ? 0 : Integer.parseInt(width),
                    precision == null ? -1 : Integer.parseInt(precision),
                    type.charAt(0)));
        }
        // A list as the only value may be left over: Python takes it for a mapping.
        if (used < items.size() && !(values instanceof Sequence rest && !rest.isTuple())) {
            throw PythonError.type("not all arguments converted during string formatting");
        }
        return text.append(template.substring(at)).toString();
    }

    private static String one(Object value, String flags, int width, int precision, char type) {
        boolean isNumber = "diuxXof".indexOf(type) >= 0;
        String body = switch (type) {
            case 's' -> cut(Values.str(value), precision);
            case 'r' -> cut(Values.repr(value), precision);
            case 'd', 'i', 'u' -> NumberFormat.whole(decimal(value, type), 'd', false);
            case 'x', 'X', 'o' -> NumberFormat.whole(exact(value, type), type, flags.contains("#"));
            case 'f' -> NumberFormat.fixed(real(value, type), precision < 0 ? 6 : precision);
            default -> throw new Unsupported("the format %" + type);
        };
        if (isNumber && type != 'f' && precision >= 0) {
            throw new Unsupported("a precision before %" + type);
        }
        boolean isNegative = isNumber && body.startsWith("-");
        String plus = flags.contains("+") ? "+" : flags.contains(" ") ? " " : "";
        String sign = isNegative ? "-" : isNumber ? plus : "";
        String align = flags.contains("-") ? "<" : flags.contains("0") && isNumber ? "=" : ">";
        String fill = align.equals("=") ? "0" : " ";
        if (align.equals("=") && flags.contains("#")) {
            throw new Unsupported("the flags " + flags);
        }
        return NumberFormat.padded(sign, isNegative ? body.substring(1) : body, width, fill, align);
    }

    private static String cut(String text, int precision) {
        return precision >= 0 && precision < text.length() ? text.substring(0, precision) : text;
    }

    private static BigInteger decimal(Object value, char type) {
        if (value instanceof Double real && !Double.isNaN(real) && !Double.isInfinite(real)) {
            return new BigDecimal(real).toBigInteger();
        }
        return numeric(value, type, "a real number is required");
    }

    private static BigInteger exact(Object value, char type) {
        return numeric(value, type, "an integer is required");
    }

    private static BigInteger numeric(Object value, char type, String need) {
        if (!Values.isWhole(value)) {
            throw PythonError.type("%" + type + " format: " + need + ", not " + Values.typeName(value));
        }
        return Values.whole(value);
    }

    private static double real(Object value, char type) {
        if (!Values.isNumber(value)) {
            throw PythonError.type("must be real number, not " + Values.typeName(value));
        }
        assert type == 'f';
        return Values.real(value);
    }
}

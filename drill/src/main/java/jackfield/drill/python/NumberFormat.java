package jackfield.drill.python;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The part of a format after the colon: {@code [[fill]align][sign][#][0][width][,][.precision][type]}.
 *
 * @see <a href="https://docs.python.org/3/library/string.html#formatspec">Format Specification Mini-Language</a>
 */
final class NumberFormat {
    private static final int MAX_WIDTH = 10_000;
    private static final Pattern SPEC = Pattern.compile(
            "(?:(?<fill>.)?(?<align>[<>^=]))?(?<sign>[+ -])?(?<alt>#)?(?<zero>0)?(?<width>[0-9]{1,5})?(?<comma>,)?"
                    + "(?:\\.(?<precision>[0-9]{1,3}))?(?<type>[a-zA-Z%])?",
            Pattern.DOTALL);

    private NumberFormat() {}

    static String format(Object value, String spec) {
        if (spec.isEmpty()) {
            return Values.str(value);
        }
        var parts = SPEC.matcher(spec);
        if (!parts.matches() || value instanceof Sequence || value instanceof None) {
            throw new Unsupported("the format '" + spec + "' of a " + Values.typeName(value));
        }
        int precision = parts.group("precision") == null ? -1 : Integer.parseInt(parts.group("precision"));
        char type = parts.group("type") == null ? 0 : parts.group("type").charAt(0);
        boolean isZero = parts.group("zero") != null;
        String body;
        String sign = "";
        if (value instanceof String text) {
            if (type != 0 && type != 's' || isZero || parts.group("sign") != null || parts.group("comma") != null) {
                throw new Unsupported("the format '" + spec + "' of a str");
            }
            body = precision >= 0 && precision < text.length() ? text.substring(0, precision) : text;
        } else {
            String number = digits(value, type, precision, spec, parts.group("alt") != null);
            sign = number.startsWith("-") ? "-" : plus(parts.group("sign"));
            body = number.startsWith("-") ? number.substring(1) : number;
            if (parts.group("comma") != null) {
                body = grouped(body, type, isZero, spec);
            }
        }
        int width = parts.group("width") == null ? 0 : Integer.parseInt(parts.group("width"));
        String align = parts.group("align");
        String fill = parts.group("fill") == null ? (isZero ? "0" : " ") : parts.group("fill");
        String fallback = value instanceof String ? "<" : isZero ? "=" : ">";
        return padded(sign, body, width, fill, align == null ? fallback : align);
    }

    private static String plus(String sign) {
        return sign == null || sign.equals("-") ? "" : sign;
    }

    private static String grouped(String body, char type, boolean isZero, String spec) {
        if (isZero || "xXob".indexOf(type) >= 0 && type != 0) {
            throw new Unsupported("the format '" + spec + "'");
        }
        int point = body.indexOf('.');
        String whole = point < 0 ? body : body.substring(0, point);
        return whole.replaceAll("(?<=[0-9])(?=([0-9]{3})+$)", ",") + (point < 0 ? "" : body.substring(point));
    }

    static String padded(String sign, String body, int width, String fill, String align) {
        if (width > MAX_WIDTH) {
            throw new Unsupported("a width of " + width);
        }
        int missing = Math.max(0, width - sign.length() - body.length());
        return switch (align) {
            case "<" -> sign + body + fill.repeat(missing);
            case "^" -> fill.repeat(missing / 2) + sign + body + fill.repeat(missing - missing / 2);
            case "=" -> sign + fill.repeat(missing) + body;
            default -> fill.repeat(missing) + sign + body;
        };
    }

    /** {@return the number with a minus if it has one, and its prefix} */
    private static String digits(Object value, char type, int precision, String spec, boolean hasPrefix) {
        if (type == 'f' || type == 'F') {
            return fixed(Values.real(value), precision < 0 ? 6 : precision);
        }
        if (value instanceof Double && type == 0 && precision < 0) {
            return Values.repr(value);
        }
        if (value instanceof Double || precision >= 0 || value instanceof Boolean && type == 0) {
            throw new Unsupported("the format '" + spec + "' of a " + Values.typeName(value));
        }
        return whole(Values.whole(value), type == 0 ? 'd' : type, hasPrefix);
    }

    static String whole(BigInteger number, char type, boolean hasPrefix) {
        int radix = switch (type) {
            case 'd' -> 10;
            case 'x', 'X' -> 16;
            case 'o' -> 8;
            case 'b' -> 2;
            default -> throw new Unsupported("the format type '" + type + "' of an int");
        };
        String digits = number.abs().toString(radix);
        String prefix = hasPrefix && radix != 10 ? "0" + type : "";
        return (number.signum() < 0 ? "-" : "")
                + (type == 'X' ? prefix + digits.toUpperCase(Locale.ROOT) : prefix + digits);
    }

    static String fixed(double number, int precision) {
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            return Values.repr(number);
        }
        String digits = new BigDecimal(Math.abs(number))
                .setScale(precision, RoundingMode.HALF_EVEN)
                .toPlainString();
        return (1 / number < 0 || number < 0 ? "-" : "") + digits;
    }
}

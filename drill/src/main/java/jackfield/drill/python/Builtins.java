package jackfield.drill.python;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The functions that need no import: {@code abs min max len int float bool round str repr hex sum any all}.
 *
 * @see <a href="https://docs.python.org/3/library/functions.html">Built-in Functions</a>
 */
final class Builtins {
    private static final Set<String> NAMES = Set.of(
            "abs", "min", "max", "len", "int", "float", "bool", "round", "str", "repr", "hex", "sum", "any", "all");
    private static final int MAX_RANGE = 100_000;
    private static final int MAX_ROUND_DIGITS = 300;

    private Builtins() {}

    static boolean has(String name) {
        return NAMES.contains(name);
    }

    static Object call(String name, List<Object> arguments) {
        return switch (name) {
            case "min", "max" -> extreme(name, arguments);
            case "int" -> toInt(arguments);
            case "round" -> round(arguments);
            case "sum" -> sum(single(name, arguments));
            case "any" -> items(single(name, arguments)).stream().anyMatch(Values::isTrue);
            case "all" -> items(single(name, arguments)).stream().allMatch(Values::isTrue);
            case "abs" -> abs(single(name, arguments));
            case "len" -> length(single(name, arguments));
            case "float" -> toFloat(single(name, arguments));
            case "bool" -> Values.isTrue(single(name, arguments));
            case "str" -> Values.str(single(name, arguments));
            case "repr" -> Values.repr(single(name, arguments));
            case "hex" -> NumberFormat.whole(Values.whole(single(name, arguments)), 'x', true);
            default -> throw new AssertionError(name);
        };
    }

    private static Object single(String name, List<Object> arguments) {
        if (arguments.size() != 1) {
            throw new Unsupported(name + "() with " + arguments.size() + " arguments");
        }
        return arguments.getFirst();
    }

    static List<Object> items(Object value) {
        return switch (value) {
            case Sequence sequence -> sequence.items();
            case String text -> {
                var letters = new ArrayList<Object>();
                text.codePoints().forEach(letter -> letters.add(Character.toString(letter)));
                yield letters;
            }
            default -> throw PythonError.type("'" + Values.typeName(value) + "' object is not iterable");
        };
    }

    private static Object extreme(String name, List<Object> arguments) {
        List<Object> items = arguments.size() == 1 ? items(arguments.getFirst()) : arguments;
        if (items.isEmpty()) {
            throw arguments.isEmpty()
                    ? PythonError.type(name + " expected at least 1 argument, got 0")
                    : PythonError.value(name + "() iterable argument is empty");
        }
        Object best = items.getFirst();
        for (Object item : items.subList(1, items.size())) {
            if (Comparisons.holds(name.equals("min") ? "<" : ">", item, best)) {
                best = item;
            }
        }
        return best;
    }

    private static Object abs(Object value) {
        if (value instanceof Double real) {
            return Math.abs(real);
        }
        if (!Values.isWhole(value)) {
            throw PythonError.type("bad operand type for abs(): '" + Values.typeName(value) + "'");
        }
        return Values.whole(value).abs();
    }

    private static Object length(Object value) {
        if (Values.isNumber(value) || value instanceof None) {
            throw PythonError.type("object of type '" + Values.typeName(value) + "' has no len()");
        }
        return BigInteger.valueOf(items(value).size());
    }

    private static Object toInt(List<Object> arguments) {
        if (arguments.isEmpty() || arguments.size() > 2) {
            throw new Unsupported("int() with " + arguments.size() + " arguments");
        }
        Object value = arguments.getFirst();
        if (value instanceof String text) {
            int base = arguments.size() == 1 ? 10 : base(arguments.getLast());
            String digits = text.strip().toLowerCase(Locale.ROOT);
            String bare = base == 16 && digits.startsWith("0x") ? digits.substring(2) : digits;
            if (!bare.matches(base == 16 ? "[+-]?[0-9a-f]{1,300}" : "[+-]?[0-9]{1,300}")) {
                throw digits.matches("[+-]?[0-9a-fx_]+") && base != 10
                        ? new Unsupported("int() of " + Values.repr(text))
                        : PythonError.value("invalid literal for int() with base " + base + ": " + Values.repr(text));
            }
            return new BigInteger(bare.startsWith("+") ? bare.substring(1) : bare, base);
        }
        if (arguments.size() == 2) {
            throw PythonError.type("int() can't convert non-string with explicit base");
        }
        if (value instanceof Double real) {
            if (Double.isNaN(real)) {
                throw PythonError.value("cannot convert float NaN to integer");
            }
            if (Double.isInfinite(real)) {
                throw new PythonError("OverflowError", "cannot convert float infinity to integer");
            }
            return new BigDecimal(real).toBigInteger();
        }
        if (!Values.isWhole(value)) {
            throw PythonError.type("int() argument must be a string, a bytes-like object or a real number, not '"
                    + Values.typeName(value) + "'");
        }
        return Values.whole(value);
    }

    private static int base(Object base) {
        int value = Values.whole(base).intValue();
        if (value != 10 && value != 16) {
            throw new Unsupported("int() with the base " + Values.repr(base));
        }
        return value;
    }

    private static Object toFloat(Object value) {
        if (value instanceof String text) {
            String digits = text.strip();
            if (!digits.matches("[+-]?([0-9]{1,300}\\.?[0-9]{0,300}|\\.[0-9]{1,300})([eE][+-]?[0-9]{1,4})?")) {
                throw new Unsupported("float() of " + Values.repr(text));
            }
            return Double.valueOf(digits);
        }
        if (!Values.isNumber(value)) {
            throw PythonError.type(
                    "float() argument must be a string or a real number, not '" + Values.typeName(value) + "'");
        }
        return Values.real(value);
    }

    /** To the even neighbour when in the middle of two, from the float's exact value. */
    private static Object round(List<Object> arguments) {
        boolean hasDigits = arguments.size() == 2 && !(arguments.getLast() instanceof None);
        if (arguments.isEmpty() || arguments.size() > 2) {
            throw new Unsupported("round() with " + arguments.size() + " arguments");
        }
        Object value = arguments.getFirst();
        BigInteger wanted = hasDigits ? Values.whole(arguments.getLast()) : BigInteger.ZERO;
        if (wanted.abs().compareTo(BigInteger.valueOf(MAX_ROUND_DIGITS)) > 0
                || wanted.signum() < 0 && Values.isWhole(value)) {
            throw new Unsupported("round() to " + wanted + " digits");
        }
        if (value instanceof Double real) {
            if (Double.isNaN(real) || Double.isInfinite(real)) {
                throw new Unsupported("round() of " + Values.repr(real));
            }
            var rounded = new BigDecimal(real).setScale(wanted.intValue(), RoundingMode.HALF_EVEN);
            return hasDigits ? (Object) Math.copySign(rounded.doubleValue(), real) : rounded.toBigInteger();
        }
        if (!Values.isWhole(value)) {
            throw PythonError.type("type " + Values.typeName(value) + " doesn't define __round__ method");
        }
        return Values.whole(value);
    }

    /** {@return the ints of {@code range(from, to)}}; only a {@code for} sees them, a range is no list. */
    static List<Object> range(List<Object> arguments) {
        if (arguments.isEmpty() || arguments.size() > 2) {
            throw new Unsupported("range() with " + arguments.size() + " arguments");
        }
        BigInteger from = arguments.size() == 2 ? Values.whole(arguments.getFirst()) : BigInteger.ZERO;
        BigInteger to = Values.whole(arguments.getLast());
        if (to.subtract(from).compareTo(BigInteger.valueOf(MAX_RANGE)) > 0) {
            throw new Unsupported("a range this long");
        }
        var items = new ArrayList<Object>();
        for (BigInteger next = from; next.compareTo(to) < 0; next = next.add(BigInteger.ONE)) {
            items.add(next);
        }
        return items;
    }

    private static Object sum(Object value) {
        Object sum = BigInteger.ZERO;
        boolean sawReal = false;
        for (Object item : items(value)) {
            sawReal |= item instanceof Double;
            sum = Arithmetic.binary("+", sum, item);
        }
        if (sawReal) {
            // Python 3.12 adds floats with compensation, older ones do not.
            throw new Unsupported("sum() of floats");
        }
        return sum;
    }
}

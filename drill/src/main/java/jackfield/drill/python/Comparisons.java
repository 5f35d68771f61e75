package jackfield.drill.python;

import java.math.BigDecimal;
import java.util.List;

/** Compares as Python does: numbers by value whatever their type, sequences item by item, other types never equal. */
final class Comparisons {
    private Comparisons() {}

    static boolean holds(String operator, Object left, Object right) {
        return switch (operator) {
            case "==" -> equal(left, right);
            case "!=" -> !equal(left, right);
            case "in" -> contains(left, right);
            case "not in" -> !contains(left, right);
            case "is" -> identical(left, right);
            case "is not" -> !identical(left, right);
            default -> ordered(operator, left, right);
        };
    }

    static boolean equal(Object left, Object right) {
        if (Values.isNumber(left) && Values.isNumber(right)) {
            return !isNan(left) && !isNan(right) && order(left, right) == 0;
        }
        if (left instanceof Sequence a && right instanceof Sequence b) {
            return a.isTuple() == b.isTuple()
                    && a.items().size() == b.items().size()
                    && firstDifference(a.items(), b.items()) == a.items().size();
        }
        return left.equals(right);
    }

    private static int firstDifference(List<Object> left, List<Object> right) {
        int at = 0;
        while (at < left.size() && at < right.size() && equal(left.get(at), right.get(at))) {
            at++;
        }
        return at;
    }

    private static boolean ordered(String operator, Object left, Object right) {
        if (Values.isNumber(left) && Values.isNumber(right)) {
            return !isNan(left) && !isNan(right) && fits(operator, order(left, right));
        }
        if (left instanceof String a && right instanceof String b) {
            return fits(operator, a.compareTo(b));
        }
        if (left instanceof Sequence a && right instanceof Sequence b && a.isTuple() == b.isTuple()) {
            int at = firstDifference(a.items(), b.items());
            boolean isPrefix = at == a.items().size() || at == b.items().size();
            return isPrefix
                    ? fits(operator, Integer.compare(a.items().size(), b.items().size()))
                    : ordered(operator, a.items().get(at), b.items().get(at));
        }
        throw PythonError.type("'" + operator + "' not supported between instances of '" + Values.typeName(left)
                + "' and '" + Values.typeName(right) + "'");
    }

    private static boolean fits(String operator, int order) {
        return switch (operator) {
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            case ">=" -> order >= 0;
            default -> throw new AssertionError(operator);
        };
    }

    /** Exact, also between an int and a float that no float or int could hold. */
    private static int order(Object left, Object right) {
        if (Values.isWhole(left) && Values.isWhole(right)) {
            return Values.whole(left).compareTo(Values.whole(right));
        }
        if (isInfinite(left) || isInfinite(right)) {
            return Double.compare(infinity(left), infinity(right));
        }
        return decimal(left).compareTo(decimal(right));
    }

    private static BigDecimal decimal(Object number) {
        return number instanceof Double real ? new BigDecimal(real) : new BigDecimal(Values.whole(number));
    }

    private static boolean isNan(Object number) {
        return number instanceof Double real && Double.isNaN(real);
    }

    private static boolean isInfinite(Object number) {
        return number instanceof Double real && Double.isInfinite(real);
    }

    private static double infinity(Object number) {
        return isInfinite(number) ? (Double) number : 0;
    }

    private static boolean contains(Object item, Object in) {
        return switch (in) {
            case Sequence sequence -> sequence.items().stream().anyMatch(one -> equal(one, item));
            case String text -> {
                if (!(item instanceof String part)) {
                    throw PythonError.type(
                            "'in <string>' requires string as left operand, not " + Values.typeName(item));
                }
                yield text.contains(part);
            }
            default -> throw PythonError.type("argument of type '" + Values.typeName(in) + "' is not iterable");
        };
    }

    /** Identity is Python's own affair but for the three values of which there is one each. */
    private static boolean identical(Object left, Object right) {
        boolean isSingle =
                left instanceof None || left instanceof Boolean || right instanceof None || right instanceof Boolean;
        if (!isSingle) {
            throw new Unsupported("'is' between " + Values.typeName(left) + " and " + Values.typeName(right));
        }
        return left.equals(right);
    }
}

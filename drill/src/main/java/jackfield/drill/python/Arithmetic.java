package jackfield.drill.python;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * Python's operators: {@code //} and {@code %} round down, {@code /} gives a float, ints have any size.
 *
 * @see <a href="https://docs.python.org/3/reference/expressions.html#binary-arithmetic-operations">6.7</a>
 */
final class Arithmetic {
    private static final int MAX_BITS = 1 << 12;
    private static final int MAX_ITEMS = 1 << 20;
    private static final int EXACT_BITS = 53;

    private Arithmetic() {}

    static Object unary(String operator, Object operand) {
        if (operator.equals("not")) {
            return !Values.isTrue(operand);
        }
        if (!Values.isNumber(operand) || operator.equals("~") && !Values.isWhole(operand)) {
            throw PythonError.type("bad operand type for unary " + operator + ": '" + Values.typeName(operand) + "'");
        }
        if (operand instanceof Double real) {
            return operator.equals("-") ? -real : real;
        }
        BigInteger whole = Values.whole(operand);
        return switch (operator) {
            case "-" -> whole.negate();
            case "+" -> whole;
            case "~" -> whole.not();
            default -> throw new AssertionError(operator);
        };
    }

    static Object binary(String operator, Object left, Object right) {
        if (operator.equals("%") && left instanceof String template) {
            return PercentFormat.format(template, right);
        }
        if (Values.isWhole(left) && Values.isWhole(right)) {
            return wholes(operator, left, right);
        }
        boolean isBitwise = List.of("&", "|", "^", "<<", ">>").contains(operator);
        if (Values.isNumber(left) && Values.isNumber(right) && !isBitwise) {
            return reals(operator, Values.real(left), Values.real(right));
        }
        if (operator.equals("+") && left instanceof String a && right instanceof String b) {
            return a + b;
        }
        if (operator.equals("+")
                && left instanceof Sequence a
                && right instanceof Sequence b
                && a.isTuple() == b.isTuple()) {
            var items = new ArrayList<>(a.items());
            items.addAll(b.items());
            checkSize(items.size());
            return new Sequence(a.isTuple(), items);
        }
        if (operator.equals("*") && Values.isWhole(right) && !Values.isNumber(left) && !(left instanceof None)) {
            return repeated(left, Values.whole(right));
        }
        if (operator.equals("*") && Values.isWhole(left) && !Values.isNumber(right) && !(right instanceof None)) {
            return repeated(right, Values.whole(left));
        }
        throw PythonError.type("unsupported operand type(s) for " + (operator.equals("**") ? "** or pow()" : operator)
                + ": '" + Values.typeName(left) + "' and '" + Values.typeName(right) + "'");
    }

    private static Object repeated(Object value, BigInteger count) {
        int times = count.signum() < 0 ? 0 : count.bitLength() > 30 ? MAX_ITEMS + 1 : count.intValue();
        if (value instanceof String text) {
            checkSize((long) text.length() * times);
            return text.repeat(text.isEmpty() ? 0 : times);
        }
        var sequence = (Sequence) value;
        checkSize((long) sequence.items().size() * times);
        var items = new ArrayList<>();
        for (int i = 0; i < times && !sequence.items().isEmpty(); i++) {
            items.addAll(sequence.items());
        }
        return new Sequence(sequence.isTuple(), items);
    }

    private static void checkSize(long items) {
        if (items > MAX_ITEMS) {
            throw new Unsupported("a value of " + items + " items");
        }
    }

    private static Object wholes(String operator, Object left, Object right) {
        BigInteger a = Values.whole(left);
        BigInteger b = Values.whole(right);
        boolean isLogical = left instanceof Boolean && right instanceof Boolean;
        return switch (operator) {
            case "+" -> bounded(a.add(b));
            case "-" -> bounded(a.subtract(b));
            case "*" -> bounded(a.multiply(b));
            case "/" -> quotient(a, b);
            case "//" -> floorDivide(a, b);
            case "%" -> a.subtract(floorDivide(a, b).multiply(b));
            case "**" -> power(a, b);
            case "<<" -> shift(a, b, true);
            case ">>" -> shift(a, b, false);
            case "&" -> logical(isLogical, a.and(b));
            case "|" -> logical(isLogical, a.or(b));
            case "^" -> logical(isLogical, a.xor(b));
            default -> throw new AssertionError(operator);
        };
    }

    private static Object logical(boolean isLogical, BigInteger value) {
        return isLogical ? (Object) (value.signum() != 0) : value;
    }

    private static BigInteger bounded(BigInteger value) {
        if (value.bitLength() > MAX_BITS) {
            throw new Unsupported("a number of " + value.bitLength() + " bits");
        }
        return value;
    }

    static BigInteger floorDivide(BigInteger a, BigInteger b) {
        if (b.signum() == 0) {
            throw new PythonError("ZeroDivisionError", "integer division or modulo by zero");
        }
        BigInteger[] parts = a.divideAndRemainder(b);
        boolean roundsUp = parts[1].signum() != 0 && parts[1].signum() != b.signum();
        return roundsUp ? parts[0].subtract(BigInteger.ONE) : parts[0];
    }

    private static Object quotient(BigInteger a, BigInteger b) {
        if (b.signum() == 0) {
            throw new PythonError("ZeroDivisionError", "division by zero");
        }
        if (a.bitLength() > EXACT_BITS || b.bitLength() > EXACT_BITS) {
            throw new Unsupported("'/' of a whole number over 2**53");
        }
        return a.doubleValue() / b.doubleValue();
    }

    private static Object power(BigInteger base, BigInteger exponent) {
        if (exponent.signum() < 0) {
            throw new Unsupported("'**' with a negative exponent");
        }
        boolean isTrivial = base.bitLength() <= 1;
        if (!isTrivial && (exponent.bitLength() > 17 || (long) base.bitLength() * exponent.intValue() > MAX_BITS)) {
            throw new Unsupported("a power this large");
        }
        boolean isOdd = exponent.testBit(0);
        int small = exponent.bitLength() > 17 ? (isOdd ? 1 : 2) : exponent.intValue();
        return base.pow(small);
    }

    private static Object shift(BigInteger value, BigInteger count, boolean isLeft) {
        if (count.signum() < 0) {
            throw PythonError.value("negative shift count");
        }
        if (count.bitLength() > 17) {
            if (isLeft && value.signum() != 0) {
                throw new Unsupported("a shift this large");
            }
            return isLeft || value.signum() >= 0 ? BigInteger.ZERO : BigInteger.ONE.negate();
        }
        return isLeft ? bounded(value.shiftLeft(count.intValue())) : value.shiftRight(count.intValue());
    }

    private static Object reals(String operator, double a, double b) {
        boolean divides = List.of("/", "//", "%").contains(operator);
        if (divides && b == 0) {
            String what = operator.equals("/") ? "float division by zero" : "float floor division by zero";
            throw new PythonError("ZeroDivisionError", operator.equals("%") ? "float modulo" : what);
        }
        double result = real(operator, a, b);
        // Python finds a nan in a list by its identity, which we do not keep.
        if (Double.isNaN(result)) {
            throw new Unsupported("'" + operator + "' that gives nan");
        }
        return result;
    }

    private static double real(String operator, double a, double b) {
        return switch (operator) {
            case "+" -> a + b;
            case "-" -> a - b;
            case "*" -> a * b;
            case "/" -> a / b;
            case "//" -> floorDivide(a, b);
            case "%" -> modulo(a, b);
            default -> throw new Unsupported("'" + operator + "' of floats");
        };
    }

    /** The remainder has the divisor's sign, also when it is zero. */
    static double modulo(double a, double b) {
        double rest = a % b;
        if (rest == 0) {
            return Math.copySign(0, b);
        }
        return rest < 0 != b < 0 ? rest + b : rest;
    }

    static double floorDivide(double a, double b) {
        double rest = a % b;
        double quotient = (a - rest) / b;
        if (rest != 0 && rest < 0 != b < 0) {
            quotient -= 1;
        }
        if (quotient == 0) {
            return Math.copySign(0, a / b);
        }
        double floor = Math.floor(quotient);
        return quotient - floor > 0.5 ? floor + 1 : floor;
    }
}

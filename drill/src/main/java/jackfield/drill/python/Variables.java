package jackfield.drill.python;

import java.math.BigInteger;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The names a script's code sees and sets; what one piece of code assigns, the next one reads.
 *
 * <p>Values are {@code int} (any whole number), {@code float} ({@link Double}, {@link Float}), {@code bool},
 * {@code str} and lists of these. Not thread-safe.
 */
public final class Variables {
    private final Map<String, Object> values = new LinkedHashMap<>();

    public Variables() {}

    /** Sets every name of the map. */
    public Variables(Map<String, ?> values) {
        putAll(values);
    }

    public void put(String name, Object value) {
        values.put(name, python(value));
    }

    public void putAll(Map<String, ?> more) {
        more.forEach(this::put);
    }

    /** {@return the value: a BigInteger, Double, Boolean, String, or one of our own types; empty if never set} */
    public Optional<Object> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** {@return Python that sets all of them, a line for each} */
    public String assignments() {
        var text = new StringBuilder();
        values.forEach((name, value) -> text.append(name)
                .append(" = ")
                .append(
                        value instanceof Double number && !Double.isFinite(number)
                                ? "float('" + number + "')"
                                : Values.repr(value))
                .append('\n'));
        return text.toString();
    }

    /** Takes over what the other one holds. */
    void adopt(Variables other) {
        values.putAll(other.values);
    }

    private static Object python(Object value) {
        return switch (value) {
            case Byte _, Short _, Integer _, Long _ -> BigInteger.valueOf(((Number) value).longValue());
            case Float number -> number.doubleValue();
            case BigInteger _, Double _, Boolean _, String _, None _, Sequence _ -> value;
            case Collection<?> items ->
                new Sequence(
                        false, List.copyOf(items.stream().map(Variables::python).toList()));
            default -> throw new IllegalArgumentException("no Python value: " + value.getClass());
        };
    }
}

package jackfield.drill.python;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** How a piece of code ended. */
public sealed interface Result {
    /** {@return what it printed} */
    String output();

    /** Every assertion held. */
    record Passed(String output) implements Result {}

    /**
     * An assertion did not hold, or Python raised something else.
     *
     * @param message as Python's last line says it: {@code AssertionError: cwnd 9}
     * @param statement the statement as written
     * @param line its line within the code, from 1
     * @param values the names the statement uses, as {@code repr} shows their values
     */
    record Failed(String message, String statement, int line, Map<String, String> values, String output)
            implements Result {
        public Failed {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }
    }
}

package jackfield.drill.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Two thousand random expressions with what CPython 3 makes of them: {@code = repr} or {@code ! ErrorName}. */
class ExpressionsTest {
    /** Powers, shifts and quotients of numbers too large, {@code %} with odd templates, formats we do not do. */
    private static final int MOST_UNSUPPORTED = 60;

    @Test
    void everyExpressionIsWorthWhatPythonSays() {
        var unsupported = new ArrayList<String>();
        var wrong = new ArrayList<String>();
        for (String line : lines()) {
            String expression = line.substring(0, line.indexOf('\t'));
            String expected = line.substring(line.indexOf('\t') + 1);
            try {
                String outcome = outcome(expression);
                if (!outcome.equals(expected)) {
                    wrong.add(expression + ": expected " + expected + ", was " + outcome);
                }
            } catch (Unsupported reason) {
                unsupported.add(expression + ": " + reason.reason());
            }
        }

        assertThat(wrong).isEmpty();
        assertThat(unsupported).hasSizeLessThan(MOST_UNSUPPORTED);
    }

    private static String outcome(String expression) {
        Variables variables = variables();
        return switch (Evaluator.evaluate("result = " + expression, variables)) {
            case Result.Passed _ -> "= " + Values.repr(variables.value("result").orElseThrow());
            case Result.Failed failed -> "! " + failed.message().split(":", 2)[0];
        };
    }

    private static Variables variables() {
        var variables = new Variables();
        variables.put("cwnd", 10);
        variables.put("ssthresh", Integer.MAX_VALUE);
        variables.put("rtt", 200000.5);
        variables.put("state", 1);
        variables.put("big", 1L << 60);
        variables.put("neg", -7);
        variables.put("zero", 0);
        variables.put("flag", true);
        variables.put("off", false);
        variables.put("text", "abc");
        variables.put("quote", "it's");
        variables.put("nums", List.of(1, 2, 3));
        variables.put("empty", List.of());
        variables.put("tiny", 1e-7);
        variables.put("huge", 1.5e300);
        if (!(Evaluator.evaluate("pair = (1, 'a'); nothing = None", variables) instanceof Result.Passed)) {
            fail("the tuple and None were not assigned");
        }
        return variables;
    }

    private static List<String> lines() {
        try (var in = Objects.requireNonNull(ExpressionsTest.class.getResourceAsStream("expressions.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package jackfield.drill.script;

import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** Damaged scripts are refused with a {@link ScriptException} or read; nothing else happens, and soon. */
class ScriptFuzzTest {
    private static final int SEEDS = 30_000;
    private static final String SPICE = "0123456789 .~+-*<>()[]{}\"`%#/\\,:=|&?\n\tSFPRackwin\u0000\u00e9\u4e2d_x";

    @Test
    void damagedScriptsNeverThrowAnythingElse() {
        Assertions.assertTimeoutPreemptively(Duration.ofMinutes(1), () -> {
            for (long seed = 0; seed < SEEDS; seed++) {
                String script = damaged(new SplittableRandom(seed));
                try {
                    ScriptParser.parse("fuzz", script);
                } catch (ScriptException refused) {
                    if (refused.line() < 1 || refused.column() < 1) {
                        fail("seed " + seed + ": no place in " + refused.getMessage());
                    }
                } catch (RuntimeException | StackOverflowError bad) {
                    fail("seed " + seed + ": " + bad + "\n" + script, bad);
                }
            }
        });
    }

    private static String damaged(SplittableRandom random) {
        var text = new StringBuilder(Samples.ALL.get(random.nextInt(Samples.ALL.size())));
        int wounds = 1 + random.nextInt(4);
        for (int i = 0; i < wounds; i++) {
            int at = random.nextInt(text.length());
            int end = Math.min(text.length(), at + random.nextInt(12));
            switch (random.nextInt(5)) {
                case 0 -> text.delete(at, end);
                case 1 -> text.insert(at, SPICE.charAt(random.nextInt(SPICE.length())));
                case 2 -> text.insert(random.nextInt(text.length()), text.substring(at, end));
                case 3 -> text.setCharAt(at, SPICE.charAt(random.nextInt(SPICE.length())));
                default ->
                    text.insert(
                            at,
                            String.valueOf(SPICE.charAt(random.nextInt(SPICE.length())))
                                    .repeat(random.nextInt(3000)));
            }
            if (text.isEmpty()) {
                text.append('0');
            }
        }
        return text.toString();
    }
}

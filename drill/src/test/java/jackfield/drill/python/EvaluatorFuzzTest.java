package jackfield.drill.python;

import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** Damaged code passes, fails or is refused; nothing else happens, and soon. */
class EvaluatorFuzzTest {
    private static final int SEEDS = 20_000;
    private static final String SPICE = "0123456789 .~+-*<>()[]{}\"'`%#/\\,:;=|&?!\n\tfifor_e\u00e9\u0000";
    private static final String CODE = """
            assert a == 10 and 0 < b <= 5, 'a %d of %5.2f' % (a, b)
            x = [1, 2, (3, 4.5e3)][-1][0] // 2 ** 3 << 4
            if x in [1, 2] or not 'q' in "text":
                print(f"{a:>5} {b!r} {a=}", "{}".format(x), x[1:])
            elif abs(min(a, b)) != round(2.5, 1):
                y, z = 1, 0x1f
            else: pass
            for i in range(3): a += i; b -= 1 if i % 2 else ~i
            """;

    @Test
    void damagedCodeNeverThrowsAnythingElse() {
        Assertions.assertTimeoutPreemptively(Duration.ofMinutes(1), () -> {
            for (long seed = 0; seed < SEEDS; seed++) {
                String code = damaged(new SplittableRandom(seed));
                try {
                    Evaluator.evaluate(code, new Variables(Map.of("a", 10, "b", 3, "x", "abc")));
                } catch (Unsupported refused) {
                    if (refused.reason().isBlank()) {
                        fail("seed " + seed + ": no reason");
                    }
                } catch (RuntimeException | StackOverflowError bad) {
                    fail("seed " + seed + ": " + bad + "\n" + code, bad);
                }
            }
        });
    }

    private static String damaged(SplittableRandom random) {
        var text = new StringBuilder(CODE);
        int wounds = 1 + random.nextInt(3);
        for (int i = 0; i < wounds; i++) {
            int at = random.nextInt(text.length());
            int end = Math.min(text.length(), at + random.nextInt(10));
            String spice = String.valueOf(SPICE.charAt(random.nextInt(SPICE.length())));
            switch (random.nextInt(5)) {
                case 0 -> text.delete(at, end);
                case 1 -> text.insert(at, spice);
                case 2 -> text.insert(random.nextInt(text.length()), text.substring(at, end));
                case 3 -> text.replace(at, at + 1, spice);
                default -> text.insert(at, spice.repeat(random.nextInt(2000)));
            }
            text.append(' ');
        }
        return text.toString();
    }
}

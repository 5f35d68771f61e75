package jackfield.drill.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jackfield.drill.python.Result.Failed;
import jackfield.drill.python.Result.Passed;
import java.math.BigInteger;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvaluatorTest {
    private final Variables variables =
            new Variables(Map.of("tcpi_snd_cwnd", 10, "tcpi_rtt", 100_000L, "TCP_CA_Open", 0));

    @Test
    void anAssertionThatHoldsPasses() {
        assertThat(run(" assert tcpi_snd_cwnd == 10 ")).isEqualTo(new Passed(""));
    }

    @Test
    void aFailureNamesTheMessageTheStatementTheLineAndTheValues() {
        Failed failed = failed("""

                assert TCP_CA_Open == 0
                assert (tcpi_snd_cwnd >= 11 and
                        tcpi_rtt > 5), 'cwnd %d' % tcpi_snd_cwnd
                """);

        assertThat(failed.message()).isEqualTo("AssertionError: cwnd 10");
        assertThat(failed.line()).isEqualTo(3);
        assertThat(failed.statement())
                .startsWith("assert (tcpi_snd_cwnd >= 11 and\n")
                .endsWith("% tcpi_snd_cwnd");
        assertThat(failed.values()).containsExactly(Map.entry("tcpi_snd_cwnd", "10"));
    }

    @Test
    void aFailureWithoutAMessageIsABareAssertionError() {
        assertThat(failed("assert tcpi_snd_cwnd == 11").message()).isEqualTo("AssertionError");
        assertThat(failed("assert 0, ''").message()).isEqualTo("AssertionError");
        assertThat(failed("assert False, tcpi_rtt").message()).isEqualTo("AssertionError: 100000");
    }

    @Test
    void whatPythonWouldRaiseIsAFailure() {
        assertThat(failed("x = 1 // (TCP_CA_Open)").message())
                .isEqualTo("ZeroDivisionError: integer division or modulo by zero");
        assertThat(failed("a, b = 1, 2, 3").message()).isEqualTo("ValueError: too many values to unpack (expected 2)");
        assertThat(failed("max = 3; max(1, 2)").message()).isEqualTo("TypeError: 'int' object is not callable");
    }

    @Test
    void assignmentsLastFromOnePieceOfCodeToTheNext() {
        run("first = tcpi_snd_cwnd; total = 0");
        variables.put("tcpi_snd_cwnd", 20);
        run("""
            a = b = first
            c, d = 1, [2]
            total += 5
            total *= 3
            total //= 2
            """);

        assertThat(run("assert tcpi_snd_cwnd == 2 * first == a + b and (c, d) == (1, [2]) and total == 7, total"))
                .isInstanceOf(Passed.class);
        assertThat(variables.value("total")).contains(BigInteger.valueOf(7));
    }

    @Test
    void unsupportedCodeAssignsNothing() {
        assertThatThrownBy(() -> run("x = 1\ny = frob(x)")).isInstanceOf(Unsupported.class);

        assertThat(variables.value("x")).isEmpty();
    }

    @Test
    void branchesFollowIndentation() {
        Passed passed = (Passed) run("""
                if tcpi_snd_cwnd > 100:
                    print('large')
                elif tcpi_snd_cwnd > 5:
                    # a comment deeper than it should be
                        # and deeper
                    if TCP_CA_Open: print('not open'); print('really')
                    else:
                        print('middle', tcpi_snd_cwnd)

                    print('end')
                else:
                    print('small')
                """);

        assertThat(passed.output()).isEqualTo("middle 10\nend\n");
    }

    @Test
    void loopsGoThroughListsTextsAndRanges() {
        Passed passed = (Passed) run("""
                sum_ = 0
                for i in range(1, 4): sum_ += i
                for name, value in [('a', 1), ('b', 2)]:
                    print(name, value)
                for letter in 'xy':
                    print(letter)
                print(sum_)
                """);

        assertThat(passed.output()).isEqualTo("a 1\nb 2\nx\ny\n6\n");
    }

    @Test
    void codeMayBeginAtItsMarkOrBeIndentedWithTheScript() {
        assertThat(run(" x = 1\n    y = 2\n    assert x < y")).isInstanceOf(Passed.class);
        assertThat(run("\n      x = 1\n      if x:\n          y = 3\n   ")).isInstanceOf(Passed.class);
        assertThat(run("if x:\n  y = 4")).isInstanceOf(Passed.class);
        assertThat(variables.value("y")).contains(BigInteger.valueOf(4));
        assertThat(run("")).isEqualTo(new Passed(""));
        assertThat(run(" # only a comment")).isEqualTo(new Passed(""));
    }

    @Test
    void printsAsPythonTwoAndThree() {
        Passed passed = (Passed) run("""
                print "cwnd", tcpi_snd_cwnd, 1.0
                print
                print('a', None, [1.5, 'x'], (1,))
                print("%s of %5.2f" % ('x', 2))
                """);

        assertThat(passed.output()).isEqualTo("cwnd 10 1.0\n\na None [1.5, 'x'] (1,)\nx of  2.00\n");
    }

    @Test
    void formatsTexts() {
        Passed passed = (Passed) run("""
                print(f"cwnd={tcpi_snd_cwnd:>4} {tcpi_snd_cwnd=} {'a' if TCP_CA_Open else 'b'} {{}} {1.5!r:>5}" ' end')
                print('{} {:04x} {{}}'.format(tcpi_snd_cwnd, 255), '{1}{0}'.format('a', 'b'))
                print(f'{tcpi_rtt:,} {-5:05d} {2.5:.0f}\\n')
                """);

        assertThat(passed.output())
                .isEqualTo("cwnd=  10 tcpi_snd_cwnd=10 b {}   1.5 end\n10 00ff {} ba\n100,000 -0005 2\n\n");
    }

    @Test
    void logicAsksOnlyForWhatMatters() {
        assertThat(run("assert 1 or 1 // 0; assert not (0 and 1 // 0); assert (5 if 1 else 1 // 0) == 5"))
                .isInstanceOf(Passed.class);
        assertThat(run("assert 0 < 1 < 2 != 3; assert not 3 < 1 < 1 // 0")).isInstanceOf(Passed.class);
    }

    @Test
    void aTupleInParenthesesAlwaysHolds() {
        assertThat(run("assert(tcpi_snd_cwnd == 99, 'never told')")).isInstanceOf(Passed.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "import os",
                "def f(): pass",
                "while True: pass",
                "x = lambda: 1",
                "x = [i for i in [1]]",
                "x = {}",
                "print(1, end='')",
                "x = unknown_name",
                "x = tcpi_rtt.bit_length()",
                "open('f')",
                "x = 077",
                "x = 10L",
                "x = 1 <> 2",
                "x = 2 ** -1",
                "x = 2 ** 2 ** 20",
                "x = 1 << 100000",
                "x = 'a' * 10 ** 9",
                "for i in range(100000):\n  for j in range(100000): pass",
                "if 1:\nx = 1",
                "x = 'abc",
                "x = (1",
                "x = 1 2",
                "try: pass",
                "x = b'a'",
                "x = $",
                "if 1:\n    x = 1\n  y = 2",
            })
    void theRestOfPythonIsRefusedWithItsReason(String code) {
        assertThatThrownBy(() -> run(code)).isInstanceOfSatisfying(Unsupported.class, refused -> {
            assertThat(refused.reason()).isNotBlank();
        });
    }

    @Test
    void deepCodeIsRefusedBeforeTheStackEnds() {
        assertThatThrownBy(() -> run("x = " + "(".repeat(50_000))).isInstanceOf(Unsupported.class);
        assertThatThrownBy(() -> run("x = 1" + "+1".repeat(50_000))).isInstanceOf(Unsupported.class);
        assertThatThrownBy(() -> run("x = " + "not ".repeat(50_000) + "1")).isInstanceOf(Unsupported.class);
        assertThatThrownBy(() -> run("x = " + "-".repeat(50_000) + "1")).isInstanceOf(Unsupported.class);
    }

    private Result run(String code) {
        return Evaluator.evaluate(code, variables);
    }

    private Failed failed(String code) {
        return (Failed) run(code);
    }
}

package jackfield.drill.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScriptErrorTest {
    @Test
    void anErrorShowsThePlaceTheLineAndACaret() {
        assertThatThrownBy(
                        () -> ScriptParser.parse("a.pkt", "// x\n0 read(4) = 1\n\t+0 < S 0:0(0 ack 1\n+0 read(4) = 1"))
                .isInstanceOf(ScriptException.class)
                .hasMessage("a.pkt:3:15: expected ')', found 'ack'\n\t+0 < S 0:0(0 ack 1\n\t             ^");
    }

    @Test
    void anErrorKnowsItsPlace() {
        var error = catchThrowableOfType(ScriptException.class, () -> ScriptParser.parse("a.pkt", "\n 0 ="));

        assertThat(error.file()).isEqualTo("a.pkt");
        assertThat(error.line()).isEqualTo(2);
        assertThat(error.column()).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '\0',
            value = {
                "0 < S 0:0(0) win 65536 ; 18 ; a window must be 0 to 65535, found 65536",
                "0 < X 0:0(0) ; 5 ; 'X' is no TCP flag: expected S F R P U E W A . or 0 to 7",
                "0 < SS 0:0(0) ; 6 ; 'S' stands twice",
                "0 < . 1:1001(999) ; 7 ; the length does not fit the sequence numbers: expected 1:1000(999)",
                "0 < . 1:1001 ; 13 ; expected '(', found the end of the script",
                "0 < . 1:1(0) <mss 1 nop> ; 21 ; expected ',' or '>' after a TCP option, found 'nop'",
                "0 < . 1:1(0) <TS val 1> ; 23 ; expected 'ecr', found '>'",
                "0 < . 1:1(0) <foo ; 18 ; expected ',' or '>' after a TCP option, found the end of the script",
                "0 < ; 4 ; expected a packet: TCP flags, udp, icmp, found the end of the script",
                "0 < [tos 0x100] S 0:0(0) ; 10 ; a TOS byte must be 0 to 255, found 0x100",
                "0 < [ECT(2)] S 0:0(0) ; 10 ; 0 or 1 must be 0 to 1, found 2",
                "0 < ipv4 1.2.3.4 > 5.6.7.8 S 0:0(0) ; 36 ; expected ': ' after the fields of ipv4",
                "0 < icmp ; 9 ; expected an ICMP type, found the end of the script",
                "0 read(4 5) = 1 ; 10 ; expected ',' or ')', found '5'",
                "0 read(4) ; 10 ; expected '=', found the end of the script",
                "0 read(4) = ; 12 ; expected a value, found the end of the script",
                "0 read(12ab) = 1 ; 8 ; expected a number, found '12ab'",
                "0 read(99999999999999999999) = 1 ; 8 ; the number has too many digits",
                "0 read(\"abc) = 1 ; 8 ; the text has no end: expected '\"'",
                "0 read(\"a\\q\") = 1 ; 10 ; unknown escape '\\q'",
                "0 read(\"\\777\") = 1 ; 9 ; the escape names no byte",
                "0 read({3=4}) = 1 ; 10 ; expected the name of a field before '='",
                "0 read({a=4 b=5}) = 1 ; 13 ; expected ',' or '}', found 'b'",
                "0 read(4) = -1 EAGAIN (oops ; 23 ; the note has no end: expected ')' on its line",
                "0.3...0.2 read(4) = 1 ; 7 ; the call ends before it begins",
                "0.3~0.2 > . 1:1(0) ; 1 ; the range of times ends before it begins",
                "5ms read(4) = 1 ; 2 ; expected a blank after the time, found 'ms'",
                "read(4) = 1 ; 1 ; expected a time: 0.1, +.1 or *, found 'read'",
                "+0 +0 ; 4 ; expected a packet, a system call, a `command` or %{ code }%, found '+'",
                "0 `ls ; 3 ; the command has no end: expected '`'",
                "0 %{ assert ; 5 ; the code has no end: expected '}%'",
                "/* never ends ; 1 ; the comment has no end: expected '*/'",
                "12345678901 read(4) = 1 ; 1 ; the time is too long: at most 9 digits of seconds",
            })
    void everyErrorSaysWhatWasExpectedAndWhatWasFound(String script, int column, String problem) {
        var error = catchThrowableOfType(ScriptException.class, () -> ScriptParser.parse("a", script));

        assertThat(error).hasMessageStartingWith("a:1:" + column + ": " + problem + "\n");
    }

    @Test
    void aScriptWithoutAStepIsRefused() {
        assertThatThrownBy(() -> ScriptParser.parse("a", "--mtu=1500\n// nothing\n"))
                .isInstanceOf(ScriptException.class)
                .hasMessageContaining("expected a time: 0.1, +.1 or *, found the end of the script");
    }

    @Test
    void deepNestingIsRefusedBeforeTheStackEnds() {
        assertThatThrownBy(() -> ScriptParser.parse("a", "0 read(" + "[".repeat(100_000)))
                .isInstanceOf(ScriptException.class)
                .hasMessageContaining("brackets are nested deeper than 50");
    }
}

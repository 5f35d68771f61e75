package jackfield.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WeatherTest {
    @Test
    void readsEveryWord() {
        var weather = Weather.parse(
                "delay 20ms 5ms loss 5% duplicate 0.1% corrupt 0.01% reorder 1% rate 10mbit limit 500 ecn 20");

        assertThat(weather).isEqualTo(new Weather(20_000_000, 5_000_000, 5, 0.1, 0.01, 1, 10_000_000, 500, 20));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "delay 20ms 5ms loss 5% duplicate 0.1% corrupt 0.01% reorder 1% rate 10mbit limit 500 ecn 20",
                "delay 1.5ms",
                "delay 7ns 3ns",
                "loss 0.00001%",
                "loss 100%",
                "rate 1500bit",
                "rate 64kbit limit 10",
                "rate 2gbit",
                "loss 1% ecn",
                "delay 0ms"
            })
    void writesTheWordsItReads(String words) {
        assertThat(Weather.parse(words)).hasToString(words);
    }

    @Test
    void noWordsAreFairWeather() {
        assertThat(Weather.parse("  ")).isEqualTo(Weather.PERFECT);
        assertThat(Weather.PERFECT.limitPackets()).isEqualTo(1000);
    }

    @Test
    void takesTcsOtherWordsAndUnits() {
        assertThat(Weather.parse("latency 1s drop 1%")).isEqualTo(Weather.parse("delay 1000ms loss 1%"));
        assertThat(Weather.parse("delay 5msec loss random 1%")).isEqualTo(Weather.parse("DELAY 5000us LOSS 1%"));
        assertThat(Weather.parse("rate 1mbps")).isEqualTo(Weather.parse("rate 8mbit"));
    }

    @Test
    void changesOneThing() {
        assertThat(Weather.parse("loss 5%").withDelay(Duration.ofMillis(3)).withLoss(1))
                .isEqualTo(Weather.parse("delay 3ms loss 1%"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    fog 5%            | 'fog' is not a word for weather: there are delay, loss, duplicate, corrupt, \
                    reorder, rate, limit and ecn, as in tc-netem
                    loss              | 'loss' must be followed by a percentage such as 5%
                    loss 5            | 'loss' must be followed by a percentage such as 5%, not '5'
                    loss -5%          | 'loss' must be followed by a percentage such as 5%, not '-5%'
                    loss 101%         | loss is 0% to 100%, not 101%
                    loss 5% 25%       | 'loss 5% 25%': a correlation is not simulated
                    delay             | 'delay' must be followed by a time such as 20ms
                    delay 100         | '100' is not a time: a number with s, ms, us or ns is
                    delay 20ms 5      | '5' is not a time: a number with s, ms, us or ns is
                    delay 99999999999999s | '99999999999999s' is too much
                    reorder 1%        | reorder needs a delay: a packet sent at once can only \
                    overtake one that is delayed
                    rate fast         | 'fast' is not a rate: a number with bit, kbit, mbit or gbit is, \
                    or with bps, kbps, mbps or gbps for bytes
                    rate 0mbit        | 'rate 0mbit' would never send anything
                    limit 0           | 'limit' must be followed by a number of packets, not '0'
                    """)
    void refusesWithOneClearSentence(String words, String sentence) {
        assertThatThrownBy(() -> Weather.parse(words))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(sentence);
    }

    @Test
    void refusesImpossibleFieldsToo() {
        assertThatThrownBy(() -> Weather.PERFECT.withLoss(Double.NaN)).hasMessage("loss is 0% to 100%, not NaN%");
        assertThatThrownBy(() -> new Weather(-1, 0, 0, 0, 0, 0, 0, 1, -1)).hasMessage("a delay cannot be negative");
        assertThatThrownBy(() -> new Weather(0, 0, 0, 0, 0, 0, -1, 1, -1)).hasMessage("a rate cannot be negative");
        assertThatThrownBy(() -> new Weather(0, 0, 0, 0, 0, 0, 0, 0, -1))
                .hasMessage("a limit is at least 1 packet, not 0");
    }
}

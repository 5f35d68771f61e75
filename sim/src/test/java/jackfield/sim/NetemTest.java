package jackfield.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NetemTest {
    private static final long MS = 1_000_000;
    private static final int PACKETS = 100_000;

    private static Netem netem(String words) {
        return new Netem(Weather.parse(words), new SplittableRandom(42));
    }

    /** Departures of packets sent one a second, so that none meets another. */
    private static List<Long> delays(Netem netem, int count) {
        List<Long> delays = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            long now = i * 1_000 * MS;
            netem.drawPacket();
            delays.add(netem.departure(now, 1000) - now);
        }
        return delays;
    }

    @Test
    void fairWeatherDoesNothing() {
        assertThat(delays(netem(""), 1000)).containsOnly(0L);
    }

    @Test
    void losesThatShareOfPackets() {
        var netem = netem("loss 5%");
        int lost = 0;
        for (int i = 0; i < PACKETS; i++) {
            netem.drawPacket();
            lost += netem.lost() ? 1 : 0;
        }

        assertThat(lost).isCloseTo(5_000, within(300));
    }

    @Test
    void losesAllOrNothingAtTheEnds() {
        var all = netem("loss 100%");
        var none = netem("loss 0%");
        for (int i = 0; i < 1000; i++) {
            all.drawPacket();
            none.drawPacket();

            assertThat(all.lost()).isTrue();
            assertThat(none.lost()).isFalse();
        }
    }

    @Test
    void duplicatesThatShareOfPackets() {
        var netem = netem("duplicate 1%");
        int duplicated = 0;
        for (int i = 0; i < PACKETS; i++) {
            netem.drawPacket();
            duplicated += netem.duplicated() ? 1 : 0;
        }

        assertThat(duplicated).isCloseTo(1_000, within(130));
    }

    @Test
    void flipsBitsAllOverThatShareOfPackets() {
        var netem = netem("corrupt 10%");
        long sum = 0;
        int corrupted = 0;
        for (int i = 0; i < PACKETS; i++) {
            netem.drawPacket();
            long bit = netem.corruptedBit(100);
            if (bit >= 0) {
                assertThat(bit).isLessThan(800);
                sum += bit;
                corrupted++;
            }
        }

        assertThat(corrupted).isCloseTo(10_000, within(400));
        assertThat((double) sum / corrupted).isCloseTo(399.5, within(12.0));
    }

    @Test
    void spreadsDelaysEvenlyOverTheJitter() {
        List<Long> delays = delays(netem("delay 20ms 5ms"), PACKETS);

        assertThat(delays).allMatch(delay -> delay >= 15 * MS && delay <= 25 * MS);
        assertThat(delays.stream().mapToLong(delay -> delay).average().orElseThrow())
                .isCloseTo(20.0 * MS, within(0.05 * MS));
        long outer = delays.stream()
                .filter(delay -> Math.abs(delay - 20 * MS) > 2.5 * MS)
                .count();
        assertThat((int) outer).isCloseTo(PACKETS / 2, within(700));
    }

    @Test
    void neverArrivesBeforeItWasSent() {
        List<Long> delays = delays(netem("delay 1ms 5ms"), 1000);

        assertThat(delays).allMatch(delay -> delay >= 0).contains(0L);
    }

    @Test
    void sendsReorderedPacketsAtOnceWhileOthersAreDelayed() {
        List<Long> delays = delays(netem("delay 20ms reorder 1%"), PACKETS);

        assertThat(delays).containsOnly(0L, 20 * MS);
        assertThat((int) delays.stream().filter(delay -> delay == 0).count()).isCloseTo(1_000, within(130));
    }

    @Test
    void drawsOutPacketsAtTheRateOfTheLine() {
        var netem = netem("rate 8mbit");
        List<Long> departures = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            netem.drawPacket();
            departures.add(netem.departure(0, 1000));
        }

        assertThat(departures).containsExactly(1 * MS, 2 * MS, 3 * MS, 4 * MS);
    }

    @Test
    void countsTheWaitForTheLineTowardsTheDelay() {
        var netem = netem("delay 10ms rate 8mbit");
        List<Long> departures = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            netem.drawPacket();
            departures.add(netem.departure(0, 1000));
        }

        assertThat(departures).containsExactly(11 * MS, 12 * MS, 13 * MS);
    }

    @Test
    void dropsWhatExceedsTheLimitUntilPacketsHaveArrived() {
        var netem = netem("delay 10ms limit 2");
        List<Long> departures = new ArrayList<>();
        for (long now : List.of(0L, 0L, 5 * MS, 10 * MS, 10 * MS, 10 * MS)) {
            netem.drawPacket();
            departures.add(netem.departure(now, 1000));
        }

        assertThat(departures).containsExactly(10 * MS, 10 * MS, Netem.FULL, 20 * MS, 20 * MS, Netem.FULL);
    }

    @Test
    void neverFillsALineWithoutDelayAndRate() {
        var netem = netem("limit 1");
        for (int i = 0; i < 10; i++) {
            netem.drawPacket();
            assertThat(netem.departure(0, 1000)).isZero();
        }
    }

    @Test
    void oneWordDoesNotChangeWhatTheOthersDo() {
        var loss = netem("loss 10%");
        var everything = netem("delay 9ms 5ms loss 10% duplicate 30% corrupt 30% reorder 30% rate 1gbit limit 3");
        for (int i = 0; i < 1000; i++) {
            loss.drawPacket();
            everything.drawPacket();
            everything.departure(i, 1000);
            everything.drawCopy();
            everything.departure(i, 1000);

            assertThat(everything.lost()).isEqualTo(loss.lost());
        }
    }

    @Test
    void newWeatherIsForPacketsToCome() {
        var netem = netem("delay 10ms");
        netem.drawPacket();
        assertThat(netem.departure(0, 1000)).isEqualTo(10 * MS);

        netem.weather(Weather.PERFECT);
        netem.drawPacket();

        assertThat(netem.departure(0, 1000)).isZero();
    }
}

package jackfield.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RttSummaryTest {
    private final RttSummary summary = new RttSummary();

    @Test
    void isWrittenAsPingWritesIt() {
        for (long rttNanos : new long[] {1_000_000, 2_000_000, 3_000_000}) {
            summary.sent();
            summary.received(rttNanos);
        }
        summary.sent();
        summary.duplicate();

        assertThat(summary.text("10.0.0.2", 3_004_999_999L)).isEqualTo("""
                        --- 10.0.0.2 ping statistics ---
                        4 packets transmitted, 3 received, +1 duplicates, 25% packet loss, time 3004ms
                        rtt min/avg/max/mdev = 1.000/2.000/3.000/0.816 ms""");
        assertThat(summary.json("h", 3_000_000_000L).toString())
                .isEqualTo("{\"host\":\"h\",\"transmitted\":4,\"received\":3,\"duplicates\":1,\"lossPercent\":25,"
                        + "\"timeMillis\":3000,\"minMillis\":1.000,\"avgMillis\":2.000,\"maxMillis\":3.000,"
                        + "\"mdevMillis\":0.816}");
    }

    @Test
    void hasNoTimesWithoutReplies() {
        summary.sent();

        assertThat(summary.text("h", 0))
                .isEqualTo("--- h ping statistics ---\n1 packets transmitted, 0 received, 100% packet loss, time 0ms");
    }

    @Test
    void quotesInJson() {
        assertThat(new JsonLine().put("a", "\"\\\n\u00e9").put("b", 1).toString())
                .isEqualTo("{\"a\":\"\\\"\\\\\\u000a\u00e9\",\"b\":1}");
    }
}

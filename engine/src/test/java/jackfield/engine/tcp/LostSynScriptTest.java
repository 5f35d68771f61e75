package jackfield.engine.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 6928, 2 and RFC 5681, 3.1: what lost SYNs do to the first flight, and when they were not lost at all. */
class LostSynScriptTest {
    private static final TcpConfig CONFIG = Configs.full().make();
    private static final String SYN = "S 0:0(0) win 65535 <mss 1000,sackOK,TS val 7 ecr 0,wscale 7>";

    /** Our timestamps begin at 1000, and are milliseconds. SYNs leave at 0, 1 and 3 s. */
    @ParameterizedTest
    @CsvSource({"999, 1000, 10", "2999, 1000, 10", "2999, 2000, 10", "3001, 1000, 10", "3001, 2000, 1", "3001, 4000, 1"
    })
    void twoLostSynsLeaveOneSegmentUnlessTheAnswerIsToTheFirst(long ms, int echo, int cwnd) {
        Script script = Script.connecting(CONFIG.opening(OpeningConfig.DEFAULT.synLinearTimeouts(0)))
                .until(ms);

        script.in("S. 0:0(0) ack 1 win 65535 <mss 1000,sackOK,TS val 7 ecr " + echo + ",wscale 7>");

        assertThat(script.connection.snapshot().cwnd()).isEqualTo(cwnd);
        assertThat(script.connection.snapshot().retransmits()).isEqualTo(ms < 1000 ? 0 : ms < 3000 ? 1 : 2);
    }

    /** The same without timestamps: nobody knows which SYN was answered. */
    @ParameterizedTest
    @CsvSource({"2999, 10", "3001, 1"})
    void withoutTimestampsTheSecondLossCounts(long ms, int cwnd) {
        Script script = Script.connecting(CONFIG.opening(OpeningConfig.DEFAULT.synLinearTimeouts(0)))
                .until(ms);

        script.in("S. 0:0(0) ack 1 win 65535 <mss 1000,sackOK,wscale 7>");

        assertThat(script.connection.snapshot().cwnd()).isEqualTo(cwnd);
        // RFC 6298 5.7: what is not known to be short is 3 s.
        assertThat(script.connection.snapshot().rtoNanos()).isEqualTo(3 * Segments.SECOND);
    }

    /** SYN+ACKs at 0, 1 and 3 s; those that answer a repeated SYN are no losses. */
    @ParameterizedTest
    @CsvSource({"2, 0, 1000, 10", "2, 0, 2000, 1", "2, 0, 4000, 1", "0, 3, 1000, 10", "0, 3, 1003, 10", "1, 1, 1005, 1"
    })
    void lostSynAcksCountTheSame(int timeouts, int repeatedSyns, int echo, int cwnd) {
        HalfOpen half = HalfOpen.of(CONFIG, Script.parse(SYN, 0, Script.IRS), 0, Script.ISS, 1000);
        half.synAck(0, CONFIG);
        for (int i = 1; i <= timeouts; i++) {
            half.onTimeout(CONFIG);
            half.synAck((i == 1 ? 1 : 3) * Segments.SECOND, CONFIG);
        }
        for (int i = 1; i <= repeatedSyns; i++) {
            half.synAck(timeouts * Segments.SECOND + i * Segments.MS, CONFIG);
        }
        TcpConnection connection = TcpConnection.complete(4 * Segments.SECOND, CONFIG, half);

        String ack = ". 1:1(0) ack 1 win 512 <TS val 9 ecr " + echo + ">";
        connection.onSegment(4 * Segments.SECOND, Script.parse(ack, Script.ISS, Script.IRS), 0);

        assertThat(connection.state()).isEqualTo(TcpState.ESTABLISHED);
        assertThat(connection.snapshot().cwnd()).isEqualTo(cwnd);
        assertThat(connection.snapshot().retransmits()).isEqualTo(timeouts + repeatedSyns);
    }
}

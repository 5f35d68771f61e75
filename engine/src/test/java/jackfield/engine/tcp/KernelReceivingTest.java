package jackfield.engine.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * What Linux 6.18 answered, tcp_rmem "4096 131072 6291456", packet for packet: windows, acknowledgments, SACK blocks.
 *
 * <p>Each conversation was held with the kernel over a TUN device, and its answers are the ones expected here.
 */
class KernelReceivingTest {
    private static Script connected(TcpConfig config) {
        Script script = Script.connecting(config).until(50);
        script.in("S. 0:0(0) ack 1 win 32767 <mss 1460,sackOK,wscale 7>");
        return script;
    }

    private static Script buffer(int bytes) {
        return connected(Configs.full().receiveBuffer(bytes).make());
    }

    private static void text(Script script, int segments) {
        for (int i = 0; i < segments; i++) {
            script.until(script.now / Segments.MS + 3);
            script.in(". " + (1000 * i + 1) + ":" + (1000 * i + 1001) + "(1000) ack 1 win 256");
        }
    }

    private static String windows(Script script) {
        var text = new StringBuilder();
        for (String sent : script.sent()) {
            text.append(sent.replaceAll(".* ack (\\d+) win (\\d+).*", "$1/$2 "));
        }
        return text.toString().trim();
    }

    @Test
    void theDefaultBuffer() {
        Script script = connected(TcpConfig.DEFAULT);
        assertThat(script.sent().getFirst()).startsWith("0 S 0:0(0) win 64240").endsWith("wscale 7>");
        assertThat(script.sent().getLast()).startsWith("50 . 1:1(0) ack 1 win 502");
        script.forget();

        text(script, 40);

        assertThat(windows(script)).startsWith("1001/495 2001/488 3001/481 4001/474 5001/467 6001/460 7001/453");
        assertThat(windows(script)).contains(" 15001/397 16001/390 ");
        script.until(1000).forget();
        for (int bytes : new int[] {1, 999, 1000, 10_000, 20_000}) {
            assertThat(script.read(bytes)).isEqualTo(bytes);
            script.expect();
        }
        assertThat(script.read(100_000)).isEqualTo(8000);
        script.expect("1000 . 1:1(0) ack 40001 win 444");
    }

    @Test
    void aBufferForLessThanTwoSegments() {
        Script script = buffer(4000);
        text(script, 6);

        assertThat(windows(script)).endsWith("1/1460 1001/460 1001/460 1001/460 1001/460 1001/460 1001/460");
    }

    @Test
    void aBufferThatFills() {
        Script script = buffer(8000);
        text(script, 6);

        assertThat(windows(script)).endsWith("1/2920 1001/2000 3001/0 3001/0 3001/0");
    }

    @Test
    void lockedBuffers() {
        assertThat(after(40_000)).endsWith("1/18980 1001/17980 2001/16980 3001/15980 4001/14980 5001/13980 6001/12980");
        assertThat(after(131_072))
                .endsWith("1/32120 1001/31620 2001/31120 3001/30620 4001/30120 5001/29620 6001/29120");
        assertThat(after(200_000))
                .endsWith("1/49640 1001/49140 2001/48640 3001/48140 4001/47640 5001/47140 6001/46640");
        assertThat(after(600_000))
                .endsWith("1/37413 1001/37288 2001/37163 3001/37038 4001/36913 5001/36788 6001/36663");
        assertThat(after(2_000_000))
                .endsWith("1/62415 1001/62353 2001/62291 3001/62229 4001/62167 5001/62105 6001/62043");
    }

    private static String after(int bufferBytes) {
        Script script = buffer(bufferBytes);
        text(script, 6);
        return windows(script);
    }

    @Test
    void acknowledgesSixteenAtOnceThenDelays() {
        Script script = connected(TcpConfig.DEFAULT).until(60).forget();
        var delays = new StringBuilder();
        for (int i = 0; i < 22; i++) {
            long sent = script.now / Segments.MS;
            script.in(". " + (1000 * i + 1) + ":" + (1000 * i + 1001) + "(1000) ack 1 win 256");
            script.until(sent + 63);
            delays.append(Long.parseLong(script.sent().getFirst().split(" ", 2)[0]) - sent)
                    .append(' ');
            script.read(500);
            script.forget();
        }

        assertThat(delays.toString().trim()).isEqualTo("0 ".repeat(16) + "40 50 50 50 50 50");
    }

    @Test
    void theAcknowledgmentOfAFinWaitsForOurOwn() {
        Script script = connected(TcpConfig.DEFAULT).in(". 1:1001(1000) ack 1 win 256");
        script.until(100).forget().in("F. 1001:1001(0) ack 1 win 256");

        script.expect().until(139).expect().until(140);

        script.expect("140 . 1:1(0) ack 1002 win 495");
    }

    @Test
    void theAcknowledgmentOfAFinBeforeAnyTextLeavesWithTheNextTick() {
        Script script = connected(TcpConfig.DEFAULT).until(100).forget().in("F. 1:1(0) ack 1 win 256");

        script.expect().until(101).expect("101 . 1:1(0) ack 2 win 502");
    }

    @Test
    void reportsDuplicatesAndTheNewestBlocks() {
        Script script = connected(TcpConfig.DEFAULT).forget();
        script.in(". 1:1001(1000) ack 1 win 256").in(". 1:1001(1000) ack 1 win 256");
        script.in(". 2001:3001(1000) ack 1 win 256").in(". 2001:3001(1000) ack 1 win 256");
        for (int seq = 4001; seq <= 12_001; seq += 2000) {
            script.in(". " + seq + ":" + (seq + 1000) + "(1000) ack 1 win 256");
        }
        script.in(". 4501:5501(1000) ack 1 win 256").in(". 3501:4901(1400) ack 1 win 256");
        script.in(". 501:1961(1460) ack 1 win 256").in(". 1901:3001(1100) ack 1 win 256");
        script.in(". 2501:2601(100) ack 1 win 256");

        assertThat(script.sent().stream().map(sent -> sent.substring(sent.indexOf("ack"))))
                .containsExactly(
                        "ack 1001 win 495",
                        "ack 1001 win 495 <sack 1:1001>",
                        "ack 1001 win 495 <sack 2001:3001>",
                        "ack 1001 win 495 <sack 2001:3001 2001:3001>",
                        "ack 1001 win 495 <sack 4001:5001 2001:3001>",
                        "ack 1001 win 495 <sack 6001:7001 4001:5001 2001:3001>",
                        "ack 1001 win 495 <sack 8001:9001 6001:7001 4001:5001 2001:3001>",
                        "ack 1001 win 495 <sack 10001:11001 8001:9001 6001:7001 4001:5001>",
                        "ack 1001 win 495 <sack 12001:13001 10001:11001 8001:9001 6001:7001>",
                        "ack 1001 win 495 <sack 4501:5001 4501:5501 12001:13001 10001:11001>",
                        "ack 1001 win 518 <sack 4001:4901 3501:5501 12001:13001 10001:11001>",
                        "ack 1961 win 535 <sack 501:1001 3501:5501 12001:13001 10001:11001>",
                        "ack 3001 win 535 <sack 1901:1961 3501:5501 12001:13001 10001:11001>",
                        "ack 3001 win 535 <sack 2501:2601 3501:5501 12001:13001 10001:11001>");
        script.in(". 3001:3501(500) ack 1 win 256");
        assertThat(script.sent().getLast()).contains("ack 5501 ").endsWith("<sack 12001:13001 10001:11001 8001:9001>");
    }
}

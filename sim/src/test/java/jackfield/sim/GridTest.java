package jackfield.sim;

import jackfield.engine.tcp.TcpConfig;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class GridTest {
    @Test
    void probe() {
        for (String words : new String[] {
            "delay 50ms rate 10mbit limit 166",
            "delay 500us rate 10mbit limit 30",
            "delay 150ms rate 10mbit limit 500",
            "delay 50ms rate 10mbit limit 166 loss 1%",
            "delay 50ms rate 10mbit limit 166 reorder 5%"
        }) {
            long begin = System.nanoTime();
            Weather there = Weather.parse(words);
            TcpConfig tcp = TcpConfig.DEFAULT.sendBufferBytes(2 << 20).receiveBufferBytes(2 << 20);
            try (var s = new Streams(1, tcp, there, Weather.PERFECT.withDelay(Duration.ofNanos(there.delayNanos())))) {
                s.open(1);
                s.measure(Duration.ofSeconds(5));
                long[] got = s.measure(Duration.ofSeconds(25));
                System.out.printf(
                        "%s: %.3f Mbit/s, %d ms of CPU, %s%n",
                        words,
                        got[0] * 8 / 25e6,
                        (System.nanoTime() - begin) / 1_000_000,
                        s.streams.getFirst().snapshot());
            }
        }
    }
}

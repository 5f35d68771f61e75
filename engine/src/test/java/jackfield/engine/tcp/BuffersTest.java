package jackfield.engine.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** {@link ByteRing}, {@link SendBuffer}, {@link ReceiveBuffer}. */
class BuffersTest {
    @Test
    void aRingTakesNoMemoryBeforeTheFirstByte() {
        assertThat(new ByteRing().capacity()).isZero();
    }

    @Test
    void aRingKeepsItsBytesAsItWrapsAndGrows() {
        var random = new SplittableRandom(1);
        var ring = new ByteRing();
        byte[] stream = new byte[300_000];
        random.nextBytes(stream);
        int first = 0;
        int end = 0;
        byte[] out = new byte[40_000];
        while (end < stream.length) {
            int more = Math.min(stream.length - end, random.nextInt(20_000));
            ring.put(end - first, stream, end, more);
            end += more;
            int less = random.nextInt(end - first + 1);
            ring.copy(0, out, 0, Math.min(less, out.length));
            for (int i = 0; i < Math.min(less, out.length); i++) {
                assertThat(out[i]).isEqualTo(stream[first + i]);
            }
            ring.drop(less);
            first += less;
        }
        ring.release();
        assertThat(ring.capacity()).isZero();
    }

    @Test
    void aSendBufferForgetsWhatIsAcknowledged() {
        var buffer = new SendBuffer(-50);

        assertThat(buffer.write(Segments.text(100), 0, 60)).isEqualTo(60);
        assertThat(buffer.end()).isEqualTo(10);
        buffer.acknowledge(-10);
        assertThat(buffer.length()).isEqualTo(20);
        byte[] out = new byte[5];
        buffer.copy(-5, out, 0, 5);
        assertThat(out).containsExactly(45, 46, 47, 48, 49);
        buffer.acknowledge(11);
        assertThat(buffer.length()).isZero();
        assertThat(buffer.end()).isEqualTo(10);
    }

    @Test
    void aReceiveBufferPutsTextInItsPlace() {
        var buffer = new ReceiveBuffer();
        byte[] text = Segments.text(30);

        buffer.store(20, text, 20, 10);
        buffer.store(0, text, 0, 20);
        assertThat(buffer.readable()).isZero();
        buffer.advance(30);

        byte[] out = new byte[30];
        assertThat(buffer.peek(out, 0, 3)).isEqualTo(3);
        assertThat(buffer.read(out, 0, 50 - 20)).isEqualTo(30);
        assertThat(out).isEqualTo(text);
    }

    @Test
    void aReceiveBufferHidesWhatComesAfterShutdown() {
        var buffer = new ReceiveBuffer();
        buffer.store(0, Segments.text(10), 0, 10);
        buffer.advance(10);

        buffer.discard();
        buffer.store(0, Segments.text(5), 0, 5);
        buffer.advance(5);

        assertThat(buffer.readable()).isEqualTo(10);
        assertThat(buffer.inOrder()).isEqualTo(15);
        assertThat(buffer.read(new byte[20], 0, 20)).isEqualTo(10);
        assertThat(buffer.inOrder()).isZero();
    }
}

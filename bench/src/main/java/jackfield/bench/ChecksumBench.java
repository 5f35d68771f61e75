package jackfield.bench;

import jackfield.wire.Checksum;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The internet checksum at the lengths that matter: a header, a packet, a super-segment. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class ChecksumBench {
    /** Bytes summed. */
    @Param({"20", "1460", "65536"})
    public int length;

    private byte[] bytes = new byte[0];

    /** Fills the packet with bytes that carry. */
    @Setup
    public void fill() {
        bytes = new byte[length + 2];
        new SplittableRandom(1).nextBytes(bytes);
    }

    /** The loop as it stands in the hot path: at an offset that is not a multiple of four. */
    @Benchmark
    public int checksum() {
        return Checksum.of(bytes, 2, length);
    }
}

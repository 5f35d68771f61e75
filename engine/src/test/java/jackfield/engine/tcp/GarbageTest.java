package jackfield.engine.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import jackfield.engine.base.Deadline;
import jackfield.engine.base.Errno;
import jackfield.wire.AccEcnOption;
import jackfield.wire.PacketBuffer;
import jackfield.wire.TcpOptions;
import jackfield.wire.TcpSegment;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whatever comes, in whatever state: nothing is thrown, the invariants hold, memory and answers stay bounded. */
class GarbageTest {
    private static final int SEEDS = 2000;
    private static final int STEPS = 300;

    @Test
    void survivesSegmentsAndCallsThatMakeNoSense() {
        for (int seed = 0; seed < SEEDS; seed++) {
            try {
                abuse(new SplittableRandom(seed));
            } catch (AssertionError | RuntimeException failure) {
                throw new AssertionError("seed " + seed, failure);
            }
        }
    }

    private static void abuse(SplittableRandom random) {
        TcpConfig config = Configs.random(random);
        long now = 0;
        TcpConnection connection = random.nextBoolean()
                ? TcpConnection.connect(now, config, 1, 2, Script.ISS, 3, FastOpen.off())
                : TcpConnection.answer(
                        now, config, segment(random, null), random.nextInt(4), Script.ISS, 3, FastOpen.off());
        var packet = new PacketBuffer(PacketBuffer.HEADROOM + 70_000);
        byte[] bytes = new byte[3000];
        for (int step = 0; step < STEPS; step++) {
            now += random.nextInt(10) == 0 ? random.nextLong(100 * Segments.SECOND) : random.nextLong(Segments.MS);
            switch (random.nextInt(16)) {
                case 0 -> connection.write(now, bytes, 0, random.nextInt(bytes.length));
                case 1 -> connection.read(now, bytes, 0, random.nextInt(bytes.length));
                case 2 -> oneCall(connection, now, random, bytes);
                case 3, 4 -> connection.onTime(now);
                default -> connection.onSegment(now, segment(random, connection.snapshot()), random.nextInt(4));
            }
            if (random.nextInt(3) > 0) {
                drain(connection, now, packet);
            }
        }
        endsInBoundedTime(connection, now, packet);
    }

    private static void oneCall(TcpConnection connection, long now, SplittableRandom random, byte[] bytes) {
        switch (random.nextInt(12)) {
            case 0 -> connection.shutdownWrite(now);
            case 1 -> connection.shutdownRead(now);
            case 2 -> connection.close(now);
            case 3 -> connection.configure(now, Configs.random(random));
            case 4 -> connection.onUnreachable(now, Errno.EHOSTUNREACH, random.nextBoolean(), Script.ISS);
            case 5 -> connection.reading().peek(bytes, 0, bytes.length);
            case 6 ->
                connection.configure(
                        now,
                        Configs.full().keepAlive().userTimeout(Segments.SECOND).make());
            default -> connection.readiness();
        }
    }

    private static void drain(TcpConnection connection, long now, PacketBuffer packet) {
        int count = 0;
        do {
            packet.clear(PacketBuffer.HEADROOM);
            assertThat(count++).as("segments at once").isLessThan(40_000);
        } while (connection.nextSegment(now, packet) != null);
    }

    /** With nobody to answer, the application having closed, all timers run out. */
    private static void endsInBoundedTime(TcpConnection connection, long now, PacketBuffer packet) {
        connection.close(now);
        drain(connection, now, packet);
        int turns = 0;
        while (connection.nextDeadline() != Deadline.NEVER) {
            assertThat(turns++).as("timers\n%s", connection.snapshot()).isLessThan(500);
            long time = Math.max(now, connection.nextDeadline());
            now = time;
            connection.onTime(time);
            drain(connection, time, packet);
        }
        assertThat(connection.state()).isEqualTo(TcpState.CLOSED);
    }

    /** Near what the connection expects, most of the time; any flags, options and lengths. */
    private static TcpSegment segment(SplittableRandom random, @Nullable TcpSnapshot around) {
        boolean isNear = around != null && random.nextInt(8) > 0;
        int seq = around == null || !isNear ? random.nextInt() : around.rcvNxt() + near(random, around.rcvWnd());
        int ack = around == null || !isNear
                ? random.nextInt()
                : around.sndUna() + near(random, around.sndNxt() - around.sndUna());
        int length = random.nextBoolean() ? 0 : random.nextInt(2000);
        int flags = random.nextInt(4) > 0 ? 0x10 | random.nextInt(4) / 3 : random.nextInt(0x200);
        int[] sack = new int[2 * random.nextInt(5)];
        for (int i = 0; i < sack.length; i++) {
            sack[i] = ack + near(random, around == null ? 10 : around.sndNxt() - around.sndUna());
        }
        var options = new TcpOptions(
                random.nextInt(4) == 0 ? random.nextInt(0x10000) : TcpOptions.ABSENT,
                random.nextInt(4) == 0 ? random.nextInt(256) : TcpOptions.ABSENT,
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextInt(4) == 0 ? random.nextInt() : 1000,
                random.nextInt(2000),
                sack,
                random.nextInt(4) == 0
                        ? new AccEcnOption(random.nextInt(4), random.nextBoolean(), random.nextInt(1 << 24), 0, 1)
                        : AccEcnOption.NONE,
                TcpOptions.NONE_GIVEN,
                false,
                TcpOptions.NONE_GIVEN,
                false);
        int window = random.nextInt(3) == 0 ? random.nextInt(10) : random.nextInt(0x10000);
        return new TcpSegment(2, 1, seq, ack, flags, window, random.nextInt(100), options, new byte[length], 0, length);
    }

    private static int near(SplittableRandom random, int span) {
        return switch (random.nextInt(4)) {
            case 0 -> 0;
            case 1 -> span;
            case 2 -> random.nextInt(-3, 4);
            default -> random.nextInt(Math.max(1, span));
        };
    }
}

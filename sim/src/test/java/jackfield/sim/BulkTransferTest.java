package jackfield.sim;

import static org.assertj.core.api.Assertions.assertThat;

import jackfield.engine.EngineConfig;
import jackfield.engine.tcp.TcpConfig;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Every byte arrives once, in order and unchanged, whatever the weather. */
class BulkTransferTest {
    private static final int SEEDS = 1_000;
    private static final long LIMIT_NANOS = 4 * 3_600_000_000_000L;
    private static final Weather STORMY = Weather.parse("delay 10ms 4ms loss 10% duplicate 5% reorder 10% corrupt 1%");

    private static EngineConfig buffers(int sendBytes, int receiveBytes, boolean sack, boolean timestamps) {
        TcpConfig d = TcpConfig.DEFAULT;
        return new EngineConfig(
                new TcpConfig(
                        d.mss(),
                        d.superSegmentBytes(),
                        sendBytes,
                        receiveBytes,
                        d.noDelay(),
                        timestamps,
                        d.windowScaling(),
                        sack,
                        d.keepAlive(),
                        d.keepIdleNanos(),
                        d.keepIntervalNanos(),
                        d.keepCount(),
                        d.userTimeoutNanos(),
                        d.synRetries(),
                        d.synAckRetries(),
                        d.retries(),
                        d.lingerNanos(),
                        d.timeWaitNanos(),
                        d.finWait2Nanos(),
                        d.minimumRtoNanos(),
                        d.maximumRtoNanos(),
                        d.initialRtoNanos(),
                        d.delayedAckNanos(),
                        d.orphanRetries()),
                EngineConfig.DEFAULT.hopLimit());
    }

    private static byte[] bytes(SplittableRandom random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static void transfer(long seed, Weather weather) {
        var random = new SplittableRandom(seed);
        boolean ipv6 = random.nextInt(4) == 0;
        EngineConfig clientConfig = config(random);
        EngineConfig serverConfig = config(random);
        byte[] up = bytes(random, random.nextInt(60_000));
        byte[] down = bytes(random, random.nextInt(60_000));
        try (World world = World.seeded(seed)) {
            SimHost client = world.host("client", clientConfig, ipv6 ? "fd00::1/64" : "10.0.0.1/24");
            SimHost server = world.host("server", serverConfig, ipv6 ? "fd00::2/64" : "10.0.0.2/24");
            world.segment(ipv6 ? 1280 + random.nextInt(221) : 576 + random.nextInt(925), weather, client, server);
            var transfer = new Transfer(world, client, server, up, down, 1 + random.nextInt(20_000));

            transfer.run(LIMIT_NANOS);

            assertThat(transfer.server().received())
                    .as("client to server, seed %d: %s", seed, transfer)
                    .isEqualTo(up);
            assertThat(transfer.client().received())
                    .as("server to client, seed %d: %s", seed, transfer)
                    .isEqualTo(down);
        }
    }

    private static EngineConfig config(SplittableRandom random) {
        return buffers(
                4_000 + random.nextInt(100_000),
                4_000 + random.nextInt(100_000),
                random.nextInt(4) > 0,
                random.nextInt(4) > 0);
    }

    @Test
    void everyByteArrivesThroughLossReorderingDuplicationAndCorruption() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            try {
                transfer(seed, STORMY);
            } catch (RuntimeException | AssertionError failure) {
                throw new AssertionError("seed " + seed + ": " + failure.getMessage(), failure);
            }
        }
    }

    @Test
    void everyByteArrivesInFairWeather() {
        for (long seed = 1; seed <= 100; seed++) {
            transfer(seed, Weather.PERFECT);
        }
    }
}

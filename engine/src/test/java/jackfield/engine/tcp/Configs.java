package jackfield.engine.tcp;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Configurations for tests: {@link TcpConfig#DEFAULT} with something changed.
 *
 * <p>The controller is Reno, whose halves are the easiest to follow, and which the kernel has in every namespace.
 */
final class Configs {
    private static final List<String> CONTROLLERS = List.of("cubic", "reno", "bbr");

    private boolean noDelay;
    private boolean timestamps;
    private boolean windowScaling;
    private boolean sack;
    private boolean keepAlive;
    private int mss = 1460;
    private int superSegmentBytes;
    private int sendBufferBytes;
    private int receiveBufferBytes = 600_000;
    private long userTimeoutNanos;
    private long lingerNanos = -1;
    private int retries = 15;
    private int orphanRetries = 8;
    private String congestion = "reno";

    /** Without options: the easiest to read. */
    static Configs plain() {
        return new Configs();
    }

    /** With all options, as is the default. */
    static Configs full() {
        return new Configs().timestamps().windowScaling().sack();
    }

    static TcpConfig random(SplittableRandom random) {
        Configs configs = new Configs().orphanRetries(30).retries(60);
        configs.noDelay = random.nextBoolean();
        configs.timestamps = random.nextBoolean();
        configs.windowScaling = random.nextBoolean();
        configs.sack = random.nextInt(4) > 0;
        configs.mss = random.nextBoolean() ? 1460 : 500 + random.nextInt(1000);
        configs.superSegmentBytes = random.nextInt(3) == 0 ? 16_000 : 0;
        configs.sendBufferBytes = random.nextBoolean() ? 0 : 4000 + random.nextInt(60_000);
        configs.receiveBufferBytes = random.nextBoolean() ? 0 : 8000 + random.nextInt(120_000);
        configs.congestion = CONTROLLERS.get(random.nextInt(CONTROLLERS.size()));
        return configs.make();
    }

    Configs noDelay() {
        noDelay = true;
        return this;
    }

    Configs timestamps() {
        timestamps = true;
        return this;
    }

    Configs windowScaling() {
        windowScaling = true;
        return this;
    }

    Configs sack() {
        sack = true;
        return this;
    }

    Configs keepAlive() {
        keepAlive = true;
        return this;
    }

    Configs mss(int bytes) {
        mss = bytes;
        return this;
    }

    Configs superSegments(int bytes) {
        superSegmentBytes = bytes;
        return this;
    }

    Configs sendBuffer(int bytes) {
        sendBufferBytes = bytes;
        return this;
    }

    Configs receiveBuffer(int bytes) {
        receiveBufferBytes = bytes;
        return this;
    }

    Configs userTimeout(long nanos) {
        userTimeoutNanos = nanos;
        return this;
    }

    Configs linger(long nanos) {
        lingerNanos = nanos;
        return this;
    }

    Configs retries(int count) {
        retries = count;
        return this;
    }

    Configs orphanRetries(int count) {
        orphanRetries = count;
        return this;
    }

    Configs congestion(String algorithm) {
        congestion = algorithm;
        return this;
    }

    TcpConfig make() {
        return TcpConfig.DEFAULT
                .mss(mss)
                .superSegmentBytes(superSegmentBytes)
                .sendBufferBytes(sendBufferBytes)
                .receiveBufferBytes(receiveBufferBytes)
                .noDelay(noDelay)
                .timestamps(timestamps)
                .windowScaling(windowScaling)
                .sack(sack)
                .keepAlive(keepAlive)
                .userTimeoutNanos(userTimeoutNanos)
                .retries(retries)
                .lingerNanos(lingerNanos)
                .orphanRetries(orphanRetries)
                .congestion(CongestionConfig.DEFAULT.algorithm(congestion));
    }
}

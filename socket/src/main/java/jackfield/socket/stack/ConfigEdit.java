package jackfield.socket.stack;

import jackfield.engine.tcp.TcpConfig;

/** A {@link TcpConfig} that can be changed field by field: what setsockopt changes; all else stays. */
final class ConfigEdit {
    private final TcpConfig old;
    int sendBufferBytes;
    int receiveBufferBytes;
    boolean noDelay;
    boolean keepAlive;
    long keepIdleNanos;
    long keepIntervalNanos;
    int keepCount;
    long userTimeoutNanos;
    long lingerNanos;
    String congestion;
    long maxPacingRate;

    ConfigEdit(TcpConfig old) {
        this.old = old;
        sendBufferBytes = old.sendBufferBytes();
        receiveBufferBytes = old.receiveBufferBytes();
        noDelay = old.noDelay();
        keepAlive = old.keepAlive();
        keepIdleNanos = old.keepIdleNanos();
        keepIntervalNanos = old.keepIntervalNanos();
        keepCount = old.keepCount();
        userTimeoutNanos = old.userTimeoutNanos();
        lingerNanos = old.lingerNanos();
        congestion = old.congestion().algorithm();
        maxPacingRate = old.congestion().maxPacingRate();
    }

    /** {@return the changed copy} */
    TcpConfig done() {
        return old.sendBufferBytes(sendBufferBytes)
                .receiveBufferBytes(receiveBufferBytes)
                .noDelay(noDelay)
                .keepAlive(keepAlive)
                .keepIdleNanos(keepIdleNanos)
                .keepIntervalNanos(keepIntervalNanos)
                .keepCount(keepCount)
                .userTimeoutNanos(userTimeoutNanos)
                .lingerNanos(lingerNanos)
                .congestion(old.congestion().algorithm(congestion).maxPacingRate(maxPacingRate));
    }
}

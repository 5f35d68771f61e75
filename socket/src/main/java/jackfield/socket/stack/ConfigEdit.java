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
    }

    /** {@return the changed copy} */
    TcpConfig done() {
        return new TcpConfig(
                old.mss(),
                old.superSegmentBytes(),
                sendBufferBytes,
                receiveBufferBytes,
                noDelay,
                old.timestamps(),
                old.windowScaling(),
                old.sack(),
                keepAlive,
                keepIdleNanos,
                keepIntervalNanos,
                keepCount,
                userTimeoutNanos,
                old.synRetries(),
                old.synAckRetries(),
                old.retries(),
                lingerNanos,
                old.timeWaitNanos(),
                old.finWait2Nanos(),
                old.minimumRtoNanos(),
                old.maximumRtoNanos(),
                old.initialRtoNanos(),
                old.delayedAckNanos(),
                old.orphanRetries());
    }
}

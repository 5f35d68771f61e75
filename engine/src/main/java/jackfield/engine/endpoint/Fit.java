package jackfield.engine.endpoint;

import jackfield.engine.tcp.TcpConfig;

/** Fits the settings of a connection to the link it goes by. */
final class Fit {
    private Fit() {}

    static TcpConfig of(TcpConfig config, int mss, int superSegmentBytes) {
        if (config.mss() == mss && config.superSegmentBytes() == superSegmentBytes) {
            return config;
        }
        return new TcpConfig(
                mss,
                superSegmentBytes,
                config.sendBufferBytes(),
                config.receiveBufferBytes(),
                config.noDelay(),
                config.timestamps(),
                config.windowScaling(),
                config.sack(),
                config.keepAlive(),
                config.keepIdleNanos(),
                config.keepIntervalNanos(),
                config.keepCount(),
                config.userTimeoutNanos(),
                config.synRetries(),
                config.synAckRetries(),
                config.retries(),
                config.lingerNanos(),
                config.timeWaitNanos(),
                config.finWait2Nanos(),
                config.minimumRtoNanos(),
                config.maximumRtoNanos(),
                config.initialRtoNanos(),
                config.delayedAckNanos(),
                config.orphanRetries());
    }
}

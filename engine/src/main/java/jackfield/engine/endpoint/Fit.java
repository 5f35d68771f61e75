package jackfield.engine.endpoint;

import jackfield.engine.tcp.TcpConfig;

/** Fits the settings of a connection to the link it goes by. */
final class Fit {
    private Fit() {}

    static TcpConfig of(TcpConfig config, int mss, int superSegmentBytes) {
        return config.mss() == mss && config.superSegmentBytes() == superSegmentBytes
                ? config
                : config.mss(mss).superSegmentBytes(superSegmentBytes);
    }
}

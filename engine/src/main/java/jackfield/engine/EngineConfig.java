package jackfield.engine;

import jackfield.engine.tcp.TcpConfig;

/**
 * The limits and switches of one stack.
 *
 * @param tcp what new TCP endpoints begin with; mss and superSegmentBytes are taken from the route instead
 * @param hopLimit of packets we send: Linux's 64
 */
public record EngineConfig(TcpConfig tcp, int hopLimit) {
    /** Linux's defaults. */
    public static final EngineConfig DEFAULT = new EngineConfig(TcpConfig.DEFAULT, 64);
}

package jackfield.engine.tcp;

/**
 * What the receiving side knows at one moment, as Linux's {@code tcp_info} tells it.
 *
 * @param delayNanos the delay of acknowledgments: tcpi_ato
 * @param segmentBytes text of a full segment of the peer's, as far as known: tcpi_rcv_mss
 * @param thresholdBytes what may be told as a window now: tcpi_rcv_ssthresh
 * @param rttNanos round-trip time as the receiver measures it; 0 if it has not: tcpi_rcv_rtt
 * @param perRoundBytes bytes the application reads in a round trip: tcpi_rcv_space
 * @param toldBytes the window told last: tcpi_rcv_wnd
 * @param clampBytes no window is larger: TCP_WINDOW_CLAMP
 * @param bufferBytes SO_RCVBUF
 * @param memoryBytes of it used, counted as {@link SegmentMemory} does
 * @param outOfOrderSegments segments that came out of order: tcpi_rcv_ooopack
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9293#section-3.3.1">RFC 9293, 3.3.1</a>
 */
public record ReceiveSnapshot(
        long delayNanos,
        int segmentBytes,
        int thresholdBytes,
        long rttNanos,
        int perRoundBytes,
        int toldBytes,
        int clampBytes,
        int bufferBytes,
        int memoryBytes,
        long outOfOrderSegments) {}

package jackfield.engine.tcp;

/**
 * What has gone to and fro since the connection began, as Linux's {@code tcp_info} counts it.
 *
 * @param bytesAcked sequence numbers the peer has acknowledged; of an active opener's SYN too
 * @param bytesReceived sequence numbers that came in order, without SYN
 * @param bytesSent text sent, again or not
 * @param bytesResent text sent again
 * @param lastTextOutNanos when text last left; likewise the next two: 0 if never
 * @param busyNanos time with something unacknowledged or unsent; the next two are parts of it
 * @param windowLimitedNanos time in which the peer's window was all that held text back
 * @param bufferLimitedNanos time in which the application wanted to write more than the send buffer takes
 * @see <a href="https://man7.org/linux/man-pages/man7/tcp.7.html">tcp(7)</a>, TCP_INFO
 */
public record TrafficSnapshot(
        long segmentsOut,
        long segmentsIn,
        long textSegmentsOut,
        long textSegmentsIn,
        long bytesAcked,
        long bytesReceived,
        long bytesSent,
        long bytesResent,
        long lastTextOutNanos,
        long lastTextInNanos,
        long lastAckInNanos,
        long busyNanos,
        long windowLimitedNanos,
        long bufferLimitedNanos) {}

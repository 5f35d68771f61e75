package jackfield.engine.tcp;

import jackfield.engine.base.Errno;
import jackfield.wire.PacketBuffer;
import jackfield.wire.TcpSegment;
import org.jspecify.annotations.Nullable;

/** CONTRACT SKELETON: the TCP helper fills it; signatures are what the rest of the engine is written against. */
public final class TcpConnection {
    private TcpConnection() {}

    /**
     * Opens actively: SYN_SENT, with a SYN to be pulled.
     *
     * @param iss initial send sequence number (RFC 6528), chosen by the caller
     * @param timestampOffset added to the millisecond clock for TSval (RFC 7323, 5.4), chosen by the caller
     */
    public static TcpConnection connect(
            long now, TcpConfig config, int localPort, int remotePort, int iss, int timestampOffset) {
        throw new UnsupportedOperationException();
    }

    /** Opens passively on a SYN that a listener accepted: SYN_RCVD, with a SYN+ACK to be pulled. */
    public static TcpConnection answer(long now, TcpConfig config, TcpSegment syn, int iss, int timestampOffset) {
        throw new UnsupportedOperationException();
    }

    /** Input: a segment for this connection. Borrowed. {@return whether it was acceptable; false is only for counting} */
    public boolean onSegment(long now, TcpSegment segment) {
        throw new UnsupportedOperationException();
    }

    /** Input: time has reached {@link #nextDeadline} (harmless earlier). */
    public void onTime(long now) {
        throw new UnsupportedOperationException();
    }

    /**
     * Input: ICMP or neighbour resolution tells of an error about a segment of ours that began at {@code seq}.
     *
     * <p>Hard in SYN_SENT: the connection ends with {@code error}. Otherwise soft (RFC 5927): remembered and told instead of
     * ETIMEDOUT should the retransmissions run out.
     */
    public void onUnreachable(long now, Errno error, boolean hard, int seq) {
        throw new UnsupportedOperationException();
    }

    /** {@return bytes taken (above 0), or -errno: EAGAIN (no room, or not yet connected), EPIPE, or the pending error} */
    public int write(long now, byte[] bytes, int at, int length) {
        throw new UnsupportedOperationException();
    }

    /** {@return bytes read, 0 at the end of the stream, or -errno: EAGAIN, ENOTCONN, or the pending error} */
    public int read(long now, byte[] into, int at, int length) {
        throw new UnsupportedOperationException();
    }

    /** Like {@link #read}, but leaves the bytes. */
    public int peek(byte[] into, int at, int length) {
        throw new UnsupportedOperationException();
    }

    /** shutdown(SHUT_RD): what is buffered can be read, then the end; later text is acknowledged and discarded. */
    public void shutdownRead(long now) {
        throw new UnsupportedOperationException();
    }

    /** shutdown(SHUT_WR): sends what is buffered, then FIN. {@return 0 or -ENOTCONN} */
    public int shutdownWrite(long now) {
        throw new UnsupportedOperationException();
    }

    /**
     * The application is gone: FIN after what is buffered; RST if received text was left unread (RFC 2525, 2.17), if linger is
     * 0, or if text arrives later.
     */
    public void close(long now) {
        throw new UnsupportedOperationException();
    }

    /** Ends at once with RST, if the peer knows of us. */
    public void abort(long now) {
        throw new UnsupportedOperationException();
    }

    /** Changes limits and switches; what the handshake settled stays. */
    public void configure(long now, TcpConfig config) {
        throw new UnsupportedOperationException();
    }

    /** {@return the limits and switches in force} */
    public TcpConfig config() {
        throw new UnsupportedOperationException();
    }

    /**
     * Output: the next segment to send now, its text copied to the tail of {@code packet} (empty when given, with at least
     * max(superSegmentBytes, mss) bytes of tailroom); null when there is nothing to send. Call until null.
     *
     * <p>If the text is longer than one segment, {@link PacketBuffer#segmentSize(int)} is set.
     */
    public @Nullable TcpSegment nextSegment(long now, PacketBuffer packet) {
        throw new UnsupportedOperationException();
    }

    /** Output: when {@link #onTime} is next due; {@link jackfield.engine.base.Deadline#NEVER} if not. */
    public long nextDeadline() {
        throw new UnsupportedOperationException();
    }

    /** {@return the state} */
    public TcpState state() {
        throw new UnsupportedOperationException();
    }

    /** {@return the bits of {@link jackfield.engine.base.Poll} that hold now, as Linux's tcp_poll has them} */
    public int readiness() {
        throw new UnsupportedOperationException();
    }

    /** {@return the pending error, which is thereby taken} */
    public Errno takeError() {
        throw new UnsupportedOperationException();
    }

    /** {@return bytes that can be read now: SIOCINQ} */
    public int readable() {
        throw new UnsupportedOperationException();
    }

    /** {@return all variables, under their RFC names} */
    public TcpSnapshot snapshot() {
        throw new UnsupportedOperationException();
    }
}

package jackfield.engine.tcp;

import jackfield.engine.base.Errno;

/**
 * The application's calls that read, and what they answer where there is nothing to read.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9293#section-3.9.1.3">RFC 9293, 3.9.1.3</a>; recv(2)
 */
public final class Reading {
    private final Lifecycle lifecycle;
    private final ReceiveSide receive;

    Reading(Lifecycle lifecycle, ReceiveSide receive) {
        this.lifecycle = lifecycle;
        this.receive = receive;
    }

    /** {@return bytes read, 0 at the end of the stream, or -errno: EAGAIN, ENOTCONN, or the pending error} */
    int read(long now, byte[] into, int at, int length) {
        int count = receive.readable() == 0 ? 0 : receive.read(now, into, at, length);
        return count > 0 || length == 0 && receive.readable() > 0 ? count : nothingToRead();
    }

    /** MSG_TRUNC: like {@link #read}, but throws the bytes away. */
    int skip(long now, int length) {
        int count = receive.readable() == 0 ? 0 : receive.skip(now, length);
        return count > 0 || length == 0 && receive.readable() > 0 ? count : nothingToRead();
    }

    /** MSG_PEEK: like {@link #read}, but leaves the bytes. */
    public int peek(byte[] into, int at, int length) {
        int count = receive.readable() == 0 ? 0 : receive.peek(into, at, length);
        return count > 0 || length == 0 && receive.readable() > 0 ? count : nothingToRead();
    }

    /** MSG_OOB: {@return 1, 0 at the end of the stream, or -errno: EINVAL (nothing urgent), EAGAIN (not yet here)} */
    public int readUrgent(byte[] into, int at, int length, boolean peeks) {
        boolean ends = lifecycle.state() == TcpState.CLOSED || lifecycle.isReadShut() || receive.isFinTaken();
        return receive.readUrgent(into, at, length, peeks, ends);
    }

    /** In the order of Linux's tcp_recvmsg: FIN, error, end. */
    private int nothingToRead() {
        if (receive.isFinTaken() && receive.readable() == 0) {
            return 0;
        }
        Errno pending = lifecycle.error().take();
        if (pending != Errno.OK) {
            return pending.refusal();
        }
        if (lifecycle.isDisconnected()) {
            return Errno.ENOTCONN.refusal();
        }
        boolean isOver = lifecycle.isReadShut() || lifecycle.state() == TcpState.CLOSED;
        return isOver ? 0 : Errno.EAGAIN.refusal();
    }

    /** {@return SIOCINQ: bytes that can be read, up to an urgent mark} */
    public int available() {
        return receive.readableToMark();
    }

    /** {@return whether the peer's FIN has come} */
    public boolean isAtEnd() {
        return receive.isFinTaken();
    }

    /** {@return SIOCATMARK: whether the next byte is urgent} */
    public boolean isAtMark() {
        return receive.isAtMark();
    }

    /** {@return TCP_QUICKACK: whether acknowledgments do not wait for text of ours} */
    public boolean isQuickAck() {
        return !receive.ackPolicy().isInteractive();
    }
}

package jackfield.engine.tcp;

import jackfield.engine.base.Errno;

/**
 * The application's calls that write, and why they are refused.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9293#section-3.9.1.2">RFC 9293, 3.9.1.2</a>; send(2)
 */
public final class Writing {
    /** MSG_MORE: only full segments leave until the next call. */
    public static final int MORE = 1;

    /** MSG_OOB: the last byte is urgent. */
    public static final int URGENT = 4;

    /** MSG_EOR: what is written later never leaves in one segment with this. */
    public static final int RECORD = 8;

    private final Lifecycle lifecycle;
    private final Handshake handshake;
    private final SendSide send;
    /** The last call could not write all. */
    private boolean wantsRoom;

    Writing(Lifecycle lifecycle, Handshake handshake, SendSide send) {
        this.lifecycle = lifecycle;
        this.handshake = handshake;
        this.send = send;
    }

    /** {@return bytes taken (above 0), or -errno: EAGAIN, EPIPE, or the pending error; {@code kind}: the bits above} */
    int write(byte[] bytes, int at, int length, int kind) {
        Errno pending = lifecycle.error().take();
        if (pending != Errno.OK) {
            return pending.refusal();
        }
        TcpState state = lifecycle.state();
        if (state == TcpState.SYN_SENT) {
            return writeBesideSyn(bytes, at, length);
        }
        if (send.isFinQueued() && state == TcpState.SYN_RCVD) {
            return Errno.EPIPE.refusal();
        }
        if (state == TcpState.SYN_RCVD && !handshake.isFastOpened()) {
            return Errno.EAGAIN.refusal();
        }
        if (state != TcpState.SYN_RCVD && !state.mayWrite()) {
            return Errno.EPIPE.refusal();
        }
        int taken = send.write(bytes, at, length, kind);
        wantsRoom = taken < length;
        return taken == 0 && length > 0 ? Errno.EAGAIN.refusal() : taken;
    }

    /** Text that leaves with the SYN, while that has not left: Fast Open. */
    private int writeBesideSyn(byte[] bytes, int at, int length) {
        FastOpen fastOpen = handshake.fastOpen();
        int room = send.isFinQueued() ? 0 : fastOpen.room(send.bufferedBytes());
        if (send.isFinQueued() || room == 0) {
            return (send.isFinQueued() ? Errno.EPIPE : Errno.EAGAIN).refusal();
        }
        fastOpen.onText();
        return send.write(bytes, at, Math.min(length, room), 0);
    }

    /** {@return whether the application would write more than the buffer takes} */
    boolean wantsRoom() {
        return wantsRoom;
    }
}

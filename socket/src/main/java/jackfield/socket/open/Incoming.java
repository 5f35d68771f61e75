package jackfield.socket.open;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code accept} and {@code receive} answer beside their count; filled by them, one for each call. */
public final class Incoming {
    /** The accepted connection; set by a successful accept. */
    public @Nullable OpenSocket socket;

    /** Who sent or connected, or where what MSG_ERRQUEUE tells of was sent; null if the back end was not told. */
    public @Nullable Address from;

    /** {@code msg_flags}: MSG_TRUNC, MSG_CTRUNC, MSG_ERRQUEUE. */
    public int flags;

    /** Set by the caller of receive: bytes of the control buffer, 0 if it wants no control messages. */
    public int controlBytes;

    /** The control messages that found room. */
    public List<ControlMessage> control = List.of();

    /** {@return whether the datagram was longer than the buffer} */
    public boolean isTruncated() {
        return (flags & Linux.MSG_TRUNC) != 0;
    }

    /** Keeps what finds room in the control buffer, as put_cmsg does: the last may be cut short. */
    public void answer(List<ControlMessage> messages) {
        byte[] all = ControlMessage.encode(messages);
        control = ControlMessage.decode(all, Math.min(all.length, controlBytes));
        if (control.size() < messages.size()) {
            flags |= Linux.MSG_CTRUNC;
        }
    }
}

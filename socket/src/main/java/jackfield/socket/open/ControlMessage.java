package jackfield.socket.open;

import java.util.ArrayList;
import java.util.List;

/**
 * One control message of sendmsg or recvmsg: {@code struct cmsghdr} and its data.
 *
 * <pre>
 *   cmsg_len(8) cmsg_level(4) cmsg_type(4) data, padded to 8
 * </pre>
 *
 * @param data in the kernel's layout, native byte order
 * @see <a href="https://man7.org/linux/man-pages/man3/cmsg.3.html">cmsg(3)</a>
 */
public record ControlMessage(int level, int type, byte[] data) {
    private static final int HEADER_BYTES = 16;
    private static final int ALIGNMENT = 8;

    /** {@return a message whose data is one int} */
    public static ControlMessage of(int level, int type, int number) {
        var data = new byte[Integer.BYTES];
        Linux.put32(data, 0, number);
        return new ControlMessage(level, type, data);
    }

    /** {@return bytes that it takes in a control buffer: CMSG_SPACE} */
    public int space() {
        return HEADER_BYTES + (data.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    /** {@return messages as one control buffer} */
    public static byte[] encode(List<ControlMessage> messages) {
        var bytes = new byte[messages.stream().mapToInt(ControlMessage::space).sum()];
        int at = 0;
        for (ControlMessage message : messages) {
            Linux.put64(bytes, at, HEADER_BYTES + message.data.length);
            Linux.put32(bytes, at + 8, message.level);
            Linux.put32(bytes, at + 12, message.type);
            System.arraycopy(message.data, 0, bytes, at + HEADER_BYTES, message.data.length);
            at += message.space();
        }
        return bytes;
    }

    /** {@return the messages of a control buffer's first {@code length} bytes; what is cut short ends the list} */
    public static List<ControlMessage> decode(byte[] bytes, int length) {
        List<ControlMessage> messages = new ArrayList<>();
        int at = 0;
        while (at + HEADER_BYTES <= length) {
            long whole = Linux.i64(bytes, at);
            if (whole < HEADER_BYTES || whole > length - at) {
                break;
            }
            var data = new byte[(int) whole - HEADER_BYTES];
            System.arraycopy(bytes, at + HEADER_BYTES, data, 0, data.length);
            var message = new ControlMessage(Linux.i32(bytes, at + 8), Linux.i32(bytes, at + 12), data);
            messages.add(message);
            at += message.space();
        }
        return messages;
    }
}

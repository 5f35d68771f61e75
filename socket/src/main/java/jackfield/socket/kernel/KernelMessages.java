package jackfield.socket.kernel;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import jackfield.socket.open.ControlMessage;
import jackfield.socket.open.Incoming;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * sendmsg and recvmsg: what carries control messages beside the text.
 *
 * <pre>
 *   msghdr   name(8) namelen(4) - iov(8) iovlen(8) control(8) controllen(8) flags(4) -
 *   iovec    base(8) len(8)
 * </pre>
 *
 * <p>Text is copied through native memory of the call's own: these calls are rare, and their structures hold pointers.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/recv.2.html">recv(2)</a>
 */
final class KernelMessages {
    private static final int MSGHDR_BYTES = 56;
    private static final int IOVEC_BYTES = 16;
    private static final int ALIGNMENT = 8;

    private KernelMessages() {}

    private static MemorySegment message(Arena arena, MemorySegment text, MemorySegment control) {
        MemorySegment vector = arena.allocate(IOVEC_BYTES, ALIGNMENT);
        vector.set(ADDRESS, 0, text);
        vector.set(JAVA_LONG, 8, text.byteSize());
        MemorySegment message = arena.allocate(MSGHDR_BYTES, ALIGNMENT);
        message.set(ADDRESS, 16, vector);
        message.set(JAVA_LONG, 24, 1);
        message.set(ADDRESS, 32, control);
        message.set(JAVA_LONG, 40, control.byteSize());
        return message;
    }

    /** {@return bytes taken, or -errno} */
    static int send(
            Scratch scratch,
            int fd,
            byte[] bytes,
            int at,
            int length,
            int flags,
            int addressLength,
            List<ControlMessage> control) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment text = arena.allocate(length);
            MemorySegment.copy(bytes, at, text, JAVA_BYTE, 0, length);
            byte[] encoded = ControlMessage.encode(control);
            MemorySegment native8 = arena.allocate(encoded.length, ALIGNMENT);
            MemorySegment.copy(encoded, 0, native8, JAVA_BYTE, 0, encoded.length);
            MemorySegment message = message(arena, text, native8);
            if (addressLength > 0) {
                message.set(ADDRESS, 0, scratch.address);
                message.set(JAVA_INT, 8, addressLength);
            }
            return Libc.sendmsg(scratch.state, fd, message, flags);
        }
    }

    /** {@return bytes received (with MSG_TRUNC the datagram's length), or -errno} */
    static int receive(Scratch scratch, int fd, byte[] bytes, int at, int length, int flags, Incoming into) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment text = arena.allocate(length);
            MemorySegment control = arena.allocate(into.controlBytes, ALIGNMENT);
            MemorySegment message = message(arena, text, control);
            message.set(ADDRESS, 0, scratch.address);
            message.set(JAVA_INT, 8, SockAddrLayout.LONGEST);
            int received = Libc.recvmsg(scratch.state, fd, message, flags);
            if (received < 0) {
                return received;
            }
            MemorySegment.copy(text, JAVA_BYTE, 0, bytes, at, Math.min(received, length));
            into.from = SockAddrLayout.read(scratch.address, message.get(JAVA_INT, 8));
            into.flags = message.get(JAVA_INT, 48);
            int found = (int) message.get(JAVA_LONG, 40);
            byte[] encoded = control.asSlice(0, found).toArray(JAVA_BYTE);
            into.control = ControlMessage.decode(encoded, found);
            return received;
        }
    }
}

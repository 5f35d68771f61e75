package jackfield.socket.stack;

import jackfield.engine.base.Errno;
import jackfield.engine.endpoint.Endpoint;
import jackfield.socket.open.Linux;

/** getsockopt and setsockopt of what all the engine's sockets have. */
final class StackOptions {
    private StackOptions() {}

    /** {@return length of the value, or -errno} */
    static int get(Endpoint endpoint, int type, int level, int name, byte[] value) {
        if (level != Linux.SOL_SOCKET) {
            return Errno.ENOPROTOOPT.refusal();
        }
        return switch (name) {
            case Linux.SO_TYPE -> Linux.put32(value, 0, type);
            case Linux.SO_ERROR -> Linux.put32(value, 0, endpoint.takeError().code());
            case Linux.SO_ACCEPTCONN -> Linux.put32(value, 0, 0);
            default -> Errno.ENOPROTOOPT.refusal();
        };
    }

    /** {@return 0 or -errno} */
    static int set(Endpoint endpoint, int level, int name, int number) {
        return Errno.ENOPROTOOPT.refusal();
    }
}

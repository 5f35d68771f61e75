package jackfield.socket;

import jackfield.engine.base.Errno;
import jackfield.socket.open.Address;
import jackfield.socket.open.Linux;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The calls that ask and set: options and names. */
final class Options {
    private Options() {}

    static <T> T get(Socket socket, SocketOption<T> option) throws SocketException {
        byte[] value = new byte[Linux.OPTION_BYTES];
        Ongoing call = Ongoing.enter(socket, "getsockopt", option);
        try {
            int answer = 0;
            if (call.isOpen()) {
                answer = isTimeout(option)
                        ? OptionCodec.TIMEVAL.encode(
                                Duration.ofNanos(socket.description().timeoutNanos(isRecvTimeout(option))), value)
                        : socket.description().open.getOption(call.now(), option.level(), option.number(), value);
            }
            if (answer < 0 || call.refusal() != 0) {
                call.end(answer);
            }
            T result = option.codec().decode(value, answer);
            call.end(0, result);
            return result;
        } finally {
            call.leave();
        }
    }

    static <T> void set(Socket socket, SocketOption<T> option, T value) throws SocketException {
        byte[] bytes = new byte[Linux.OPTION_BYTES];
        int length = option.codec().encode(value, bytes);
        Ongoing call = Ongoing.enter(socket, "setsockopt", option + ", " + value);
        try {
            int answer = 0;
            if (call.isOpen()) {
                if (isTimeout(option)) {
                    Duration timeout = OptionCodec.TIMEVAL.decode(bytes, length);
                    socket.description().timeoutNanos(isRecvTimeout(option), timeout.toNanos());
                } else {
                    answer = socket.description()
                            .open
                            .setOption(call.now(), option.level(), option.number(), bytes, length);
                    if (answer == 0 && option == (Object) SocketOptions.SO_RCVLOWAT) {
                        keepLowWater(call, socket.description(), bytes);
                    }
                }
            }
            call.end(answer);
        } finally {
            call.leave();
        }
    }

    /** How long recv goes on waiting is ours, too; as with all options the back end knows its bounds. */
    private static void keepLowWater(Ongoing call, Description description, byte[] scratch) {
        int answer = description.open.getOption(call.now(), Linux.SOL_SOCKET, Linux.SO_RCVLOWAT, scratch);
        if (answer > 0) {
            description.lowWaterBytes(Linux.i32(scratch, 0));
        }
    }

    /** Asks for one number of a stream's queues. {@return it} */
    static int ioctl(Socket socket, String name, int request) throws SocketException {
        Ongoing call = Ongoing.enter(socket, name);
        try {
            return call.end(call.isOpen() ? socket.description().open.ioctl(call.now(), request) : 0);
        } finally {
            call.leave();
        }
    }

    /** The time-outs are ours: the back ends never wait. */
    private static boolean isTimeout(SocketOption<?> option) {
        return isRecvTimeout(option) || option == (Object) SocketOptions.SO_SNDTIMEO;
    }

    private static boolean isRecvTimeout(SocketOption<?> option) {
        return option == (Object) SocketOptions.SO_RCVTIMEO;
    }

    static Address localAddress(Socket socket) throws SocketException {
        Ongoing call = Ongoing.enter(socket, "getsockname");
        try {
            return answer(call, call.isOpen() ? socket.description().open.localAddress(call.now()) : null, Errno.EBADF);
        } finally {
            call.leave();
        }
    }

    static Address remoteAddress(Socket socket) throws SocketException {
        Ongoing call = Ongoing.enter(socket, "getpeername");
        try {
            Address remote = call.isOpen() ? socket.description().open.remoteAddress(call.now()) : null;
            return answer(call, remote, Errno.ENOTCONN);
        } finally {
            call.leave();
        }
    }

    private static Address answer(Ongoing call, @Nullable Address address, Errno otherwise) throws SocketException {
        call.end(address == null ? otherwise.refusal() : 0, address);
        if (address == null) {
            throw new AssertionError("refused, and yet it went on");
        }
        return address;
    }

    static InetSocketAddress inet(Address address, String call) throws SocketException {
        if (address instanceof Address.Inet inet) {
            return Addresses.toJava(inet);
        }
        throw new SocketException(Errno.EAFNOSUPPORT, call, "a packet socket");
    }

    static LinkAddress link(Address address, String call) throws SocketException {
        if (Addresses.toJava(address) instanceof LinkAddress link) {
            return link;
        }
        throw new SocketException(Errno.EAFNOSUPPORT, call, "a socket that is no packet socket");
    }
}

package jackfield.socket.kernel;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/**
 * The C library's socket calls; each answers its result, or {@code -errno}.
 *
 * <p>The calls that carry text take a Java array as it is ({@code Linker.Option.critical}), which holds off the garbage
 * collector for their time: all descriptors here are O_NONBLOCK, so that this is a copy and no wait. The first
 * argument of every method is a native segment of {@link #STATE} for errno.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/socket.2.html">socket(2)</a> and its neighbours
 */
final class Libc {
    /** What a call leaves in its first argument. */
    static final MemoryLayout STATE = Linker.Option.captureStateLayout();

    private static final Linker LINKER = Linker.nativeLinker();
    private static final SymbolLookup SYMBOLS = LINKER.defaultLookup();
    private static final long ERRNO = STATE.byteOffset(MemoryLayout.PathElement.groupElement("errno"));

    private static final MethodHandle SOCKET = plain("socket", false, 'i', 'i', 'i');
    private static final MethodHandle BIND = plain("bind", false, 'i', 'p', 'i');
    private static final MethodHandle CONNECT = plain("connect", false, 'i', 'p', 'i');
    private static final MethodHandle LISTEN = plain("listen", false, 'i', 'i');
    private static final MethodHandle ACCEPT4 = plain("accept4", false, 'i', 'p', 'p', 'i');
    private static final MethodHandle SHUTDOWN = plain("shutdown", false, 'i', 'i');
    private static final MethodHandle CLOSE = plain("close", false, 'i');
    private static final MethodHandle GETSOCKOPT = plain("getsockopt", true, 'i', 'i', 'i', 'p', 'p');
    private static final MethodHandle SETSOCKOPT = plain("setsockopt", true, 'i', 'i', 'i', 'p', 'i');
    private static final MethodHandle GETSOCKNAME = plain("getsockname", false, 'i', 'p', 'p');
    private static final MethodHandle GETPEERNAME = plain("getpeername", false, 'i', 'p', 'p');
    private static final MethodHandle IOCTL = variadic("ioctl", 2, 'i', 'l', 'p');
    private static final MethodHandle POLL = plain("poll", false, 'p', 'l', 'i');
    private static final MethodHandle EPOLL_CREATE1 = plain("epoll_create1", false, 'i');
    private static final MethodHandle EPOLL_CTL = plain("epoll_ctl", false, 'i', 'i', 'i', 'p');
    private static final MethodHandle EPOLL_WAIT = plain("epoll_wait", false, 'i', 'p', 'i', 'i');
    private static final MethodHandle SENDTO = text("sendto", 'i', 'p', 'l', 'i', 'p', 'i');
    private static final MethodHandle RECVFROM = text("recvfrom", 'i', 'p', 'l', 'i', 'p', 'p');

    private static final MethodHandle SENDMSG = message("sendmsg");
    private static final MethodHandle RECVMSG = message("recvmsg");

    private Libc() {}

    private static MethodHandle message(String name) {
        return handle(name, FunctionDescriptor.of(JAVA_LONG, layouts('i', 'p', 'i')), false);
    }

    private static MethodHandle plain(String name, boolean takesArrays, char... arguments) {
        return handle(name, FunctionDescriptor.of(JAVA_INT, layouts(arguments)), takesArrays);
    }

    /** @param fixed how many arguments stand before the variable ones */
    private static MethodHandle variadic(String name, int fixed, char... arguments) {
        return LINKER.downcallHandle(
                SYMBOLS.findOrThrow(name),
                FunctionDescriptor.of(JAVA_INT, layouts(arguments)),
                Linker.Option.captureCallState("errno"),
                Linker.Option.firstVariadicArg(fixed));
    }

    private static MethodHandle text(String name, char... arguments) {
        return handle(name, FunctionDescriptor.of(JAVA_LONG, layouts(arguments)), true);
    }

    private static MethodHandle handle(String name, FunctionDescriptor descriptor, boolean takesArrays) {
        MemorySegment symbol = SYMBOLS.findOrThrow(name);
        Linker.Option errno = Linker.Option.captureCallState("errno");
        return takesArrays
                ? LINKER.downcallHandle(symbol, descriptor, errno, Linker.Option.critical(true))
                : LINKER.downcallHandle(symbol, descriptor, errno);
    }

    private static MemoryLayout[] layouts(char... arguments) {
        var layouts = new MemoryLayout[arguments.length];
        for (int i = 0; i < arguments.length; i++) {
            layouts[i] = switch (arguments[i]) {
                case 'i' -> JAVA_INT;
                case 'l' -> JAVA_LONG;
                default -> ADDRESS;
            };
        }
        return layouts;
    }

    private static int answer(MemorySegment state, long result) {
        return result < 0 ? -state.get(JAVA_INT, ERRNO) : (int) result;
    }

    private static AssertionError broken(Throwable cause) {
        return new AssertionError("a call of the C library does not fit its description", cause);
    }

    static int socket(MemorySegment state, int family, int type, int protocol) {
        try {
            return answer(state, (int) SOCKET.invokeExact(state, family, type, protocol));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static int bind(MemorySegment state, int fd, MemorySegment address, int length) {
        try {
            return answer(state, (int) BIND.invokeExact(state, fd, address, length));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static int connect(MemorySegment state, int fd, MemorySegment address, int length) {
        try {
            return answer(state, (int) CONNECT.invokeExact(state, fd, address, length));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static int listen(MemorySegment state, int fd, int backlog) {
        try {
            return answer(state, (int) LISTEN.invokeExact(state, fd, backlog));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static int accept4(MemorySegment state, int fd, MemorySegment address, MemorySegment length, int flags) {
        try {
            return answer(state, (int) ACCEPT4.invokeExact(state, fd, address, length, flags));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static int shutdown(MemorySegment state, int fd, int how) {
        try {
            return answer(state, (int) SHUTDOWN.invokeExact(state, fd, how));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static int close(MemorySegment state, int fd) {
        try {
            return answer(state, (int) CLOSE.invokeExact(state, fd));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static int getsockopt(MemorySegment state, int fd, int level, int name, MemorySegment value, MemorySegment length) {
        try {
            return answer(state, (int) GETSOCKOPT.invokeExact(state, fd, level, name, value, length));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static int setsockopt(MemorySegment state, int fd, int level, int name, MemorySegment value, int length) {
        try {
            return answer(state, (int) SETSOCKOPT.invokeExact(state, fd, level, name, value, length));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static int getsockname(MemorySegment state, int fd, MemorySegment address, MemorySegment length) {
        try {
            return answer(state, (int) GETSOCKNAME.invokeExact(state, fd, address, length));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static int getpeername(MemorySegment state, int fd, MemorySegment address, MemorySegment length) {
        try {
            return answer(state, (int) GETPEERNAME.invokeExact(state, fd, address, length));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static int ioctl(MemorySegment state, int fd, int request, MemorySegment value) {
        try {
            return answer(state, (int) IOCTL.invokeExact(state, fd, (long) request, value));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static int poll(MemorySegment state, MemorySegment fds, int count, int timeoutMillis) {
        try {
            return answer(state, (int) POLL.invokeExact(state, fds, (long) count, timeoutMillis));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static int epollCreate1(MemorySegment state, int flags) {
        try {
            return answer(state, (int) EPOLL_CREATE1.invokeExact(state, flags));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static int epollCtl(MemorySegment state, int epoll, int operation, int fd, MemorySegment event) {
        try {
            return answer(state, (int) EPOLL_CTL.invokeExact(state, epoll, operation, fd, event));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static int epollWait(MemorySegment state, int epoll, MemorySegment events, int count, int timeoutMillis) {
        try {
            return answer(state, (int) EPOLL_WAIT.invokeExact(state, epoll, events, count, timeoutMillis));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static int sendto(MemorySegment state, int fd, MemorySegment text, int flags, MemorySegment to, int toLength) {
        try {
            long sent = (long) SENDTO.invokeExact(state, fd, text, text.byteSize(), flags, to, toLength);
            return answer(state, sent);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static int sendmsg(MemorySegment state, int fd, MemorySegment message, int flags) {
        try {
            return answer(state, (long) SENDMSG.invokeExact(state, fd, message, flags));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static int recvmsg(MemorySegment state, int fd, MemorySegment message, int flags) {
        try {
            return answer(state, (long) RECVMSG.invokeExact(state, fd, message, flags));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static int recvfrom(
            MemorySegment state, int fd, MemorySegment text, int flags, MemorySegment from, MemorySegment length) {
        try {
            long got = (long) RECVFROM.invokeExact(state, fd, text, text.byteSize(), flags, from, length);
            return answer(state, got);
        } catch (Throwable e) {
            throw broken(e);
        }
    }
}

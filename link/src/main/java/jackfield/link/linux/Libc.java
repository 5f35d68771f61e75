package jackfield.link.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/**
 * The few calls of the C library that TUN and TAP need, each answering its result or the negative {@code errno}.
 *
 * <p>Every method takes {@code errno}, a segment from {@link #ERRNO_LAYOUT} that belongs to the calling thread for the
 * time of the call. {@link #read} and {@link #write} take heap segments too and hold off the garbage collector while
 * they run: only for descriptors that never block. Linux on x86-64, AArch64 and RISC-V.
 */
final class Libc {
    static final int EPERM = 1;
    static final int ENOENT = 2;
    static final int EINTR = 4;
    static final int ENXIO = 6;
    static final int EAGAIN = 11;
    static final int EACCES = 13;
    static final int EFAULT = 14;
    static final int EBUSY = 16;
    static final int EEXIST = 17;
    static final int ENODEV = 19;
    static final int EINVAL = 22;
    static final int EBADF = 9;
    static final int EBADFD = 77;

    static final int O_RDONLY = 0;
    static final int O_WRONLY = 1;
    static final int O_RDWR = 2;
    static final int O_NONBLOCK = 0x800;
    static final int O_CLOEXEC = 0x80000;

    static final int AF_INET = 2;
    static final int AF_INET6 = 10;
    static final int SOCK_DGRAM = 2;
    static final int CLONE_NEWNET = 0x4000_0000;
    static final short POLLIN = 1;

    /** Where a call leaves its errno. */
    static final StructLayout ERRNO_LAYOUT = Linker.Option.captureStateLayout();

    private static final VarHandle ERRNO = ERRNO_LAYOUT
            .varHandle(MemoryLayout.PathElement.groupElement("errno"))
            .withInvokeExactBehavior();
    private static final Linker LINKER = Linker.nativeLinker();
    private static final Linker.Option CAPTURE = Linker.Option.captureCallState("errno");

    private static final MethodHandle OPEN = call("open", JAVA_INT, variadic(2), ADDRESS, JAVA_INT);
    private static final MethodHandle CLOSE = call("close", JAVA_INT, CAPTURE, JAVA_INT);
    private static final MethodHandle SOCKET = call("socket", JAVA_INT, CAPTURE, JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle EVENTFD = call("eventfd", JAVA_INT, CAPTURE, JAVA_INT, JAVA_INT);
    private static final MethodHandle SETNS = call("setns", JAVA_INT, CAPTURE, JAVA_INT, JAVA_INT);
    private static final MethodHandle UNSHARE = call("unshare", JAVA_INT, CAPTURE, JAVA_INT);
    private static final MethodHandle IOCTL = call("ioctl", JAVA_INT, variadic(2), JAVA_INT, JAVA_LONG, ADDRESS);
    private static final MethodHandle IOCTL_VALUE =
            call("ioctl", JAVA_INT, variadic(2), JAVA_INT, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle PPOLL = call("ppoll", JAVA_INT, CAPTURE, ADDRESS, JAVA_LONG, ADDRESS, ADDRESS);
    private static final MethodHandle READ = call("read", JAVA_LONG, critical(), JAVA_INT, ADDRESS, JAVA_LONG);
    private static final MethodHandle WRITE = call("write", JAVA_LONG, critical(), JAVA_INT, ADDRESS, JAVA_LONG);

    private Libc() {}

    private static Linker.Option variadic(int first) {
        return Linker.Option.firstVariadicArg(first);
    }

    private static Linker.Option critical() {
        return Linker.Option.critical(true);
    }

    private static MethodHandle call(
            String name, MemoryLayout result, Linker.Option option, MemoryLayout... arguments) {
        MemorySegment symbol = LINKER.defaultLookup().findOrThrow(name);
        FunctionDescriptor descriptor = FunctionDescriptor.of(result, arguments);
        return option.equals(CAPTURE)
                ? LINKER.downcallHandle(symbol, descriptor, CAPTURE)
                : LINKER.downcallHandle(symbol, descriptor, CAPTURE, option);
    }

    static int open(MemorySegment errno, MemorySegment path, int flags) {
        try {
            return answer(errno, (int) OPEN.invokeExact(errno, path, flags));
        } catch (Throwable failure) {
            throw impossible(failure);
        }
    }

    static int close(MemorySegment errno, int descriptor) {
        try {
            return answer(errno, (int) CLOSE.invokeExact(errno, descriptor));
        } catch (Throwable failure) {
            throw impossible(failure);
        }
    }

    static int socket(MemorySegment errno, int family, int type) {
        try {
            return answer(errno, (int) SOCKET.invokeExact(errno, family, type | O_CLOEXEC, 0));
        } catch (Throwable failure) {
            throw impossible(failure);
        }
    }

    /** Makes a counter that can be polled, starting at zero, that never blocks. */
    static int eventfd(MemorySegment errno) {
        try {
            return answer(errno, (int) EVENTFD.invokeExact(errno, 0, O_NONBLOCK | O_CLOEXEC));
        } catch (Throwable failure) {
            throw impossible(failure);
        }
    }

    /** Moves the calling thread, which must be a platform thread, into a network namespace. */
    static int setns(MemorySegment errno, int descriptor) {
        try {
            return answer(errno, (int) SETNS.invokeExact(errno, descriptor, CLONE_NEWNET));
        } catch (Throwable failure) {
            throw impossible(failure);
        }
    }

    /** Gives the calling thread, which must be a platform thread, a network namespace of its own. */
    static int unshareNetwork(MemorySegment errno) {
        try {
            return answer(errno, (int) UNSHARE.invokeExact(errno, CLONE_NEWNET));
        } catch (Throwable failure) {
            throw impossible(failure);
        }
    }

    static int ioctl(MemorySegment errno, int descriptor, long request, MemorySegment argument) {
        try {
            return answer(errno, (int) IOCTL.invokeExact(errno, descriptor, request, argument));
        } catch (Throwable failure) {
            throw impossible(failure);
        }
    }

    /** An ioctl whose argument is a number, not a pointer. */
    static int ioctlValue(MemorySegment errno, int descriptor, long request, long argument) {
        try {
            return answer(errno, (int) IOCTL_VALUE.invokeExact(errno, descriptor, request, argument));
        } catch (Throwable failure) {
            throw impossible(failure);
        }
    }

    /** Waits for {@code count} descriptors; {@code timeout} is a {@code struct timespec} or NULL for no end. */
    static int ppoll(MemorySegment errno, MemorySegment descriptors, long count, MemorySegment timeout) {
        try {
            return answer(errno, (int) PPOLL.invokeExact(errno, descriptors, count, timeout, MemorySegment.NULL));
        } catch (Throwable failure) {
            throw impossible(failure);
        }
    }

    static long read(MemorySegment errno, int descriptor, MemorySegment into, long length) {
        try {
            long result = (long) READ.invokeExact(errno, descriptor, into, length);
            return result < 0 ? -errno(errno) : result;
        } catch (Throwable failure) {
            throw impossible(failure);
        }
    }

    static long write(MemorySegment errno, int descriptor, MemorySegment from, long length) {
        try {
            long result = (long) WRITE.invokeExact(errno, descriptor, from, length);
            return result < 0 ? -errno(errno) : result;
        } catch (Throwable failure) {
            throw impossible(failure);
        }
    }

    private static int answer(MemorySegment errno, int result) {
        return result < 0 ? -errno(errno) : result;
    }

    private static int errno(MemorySegment errno) {
        return (int) ERRNO.get(errno, 0L);
    }

    /** {@return the name of an errno that TUN, TAP and their setup can answer} */
    static String errnoName(int errno) {
        return switch (errno) {
            case EPERM -> "EPERM";
            case ENOENT -> "ENOENT";
            case ENXIO -> "ENXIO";
            case EBADF -> "EBADF";
            case EACCES -> "EACCES";
            case EFAULT -> "EFAULT";
            case EBUSY -> "EBUSY";
            case EEXIST -> "EEXIST";
            case ENODEV -> "ENODEV";
            case EINVAL -> "EINVAL";
            case EBADFD -> "EBADFD";
            default -> "errno " + errno;
        };
    }

    private static AssertionError impossible(Throwable failure) {
        return new AssertionError("a downcall threw", failure);
    }

    /** {@return the layout of {@code struct pollfd}: descriptor, events asked for, events found} */
    static StructLayout pollLayout() {
        return MemoryLayout.structLayout(
                JAVA_INT.withName("fd"),
                ValueLayout.JAVA_SHORT.withName("events"),
                ValueLayout.JAVA_SHORT.withName("revents"));
    }
}

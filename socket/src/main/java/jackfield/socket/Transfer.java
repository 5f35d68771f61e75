package jackfield.socket;

import jackfield.engine.base.Errno;
import jackfield.engine.base.Poll;
import jackfield.socket.open.Address;
import jackfield.socket.open.Incoming;
import jackfield.socket.open.Linux;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The calls that carry bytes: send and recv with their variants. */
final class Transfer {
    /** Flags that end here: the back ends never wait anyway. */
    private static final int WAITING = Linux.MSG_DONTWAIT | Linux.MSG_WAITALL | Linux.MSG_NOSIGNAL;

    private Transfer() {}

    /**
     * Sends.
     *
     * @param patience null for the socket's own
     * @param isQuiet whether {@link Hatch#WOULD_WAIT}, in place of EAGAIN, ends a call that would wait longer
     */
    static int send(
            Socket socket,
            byte[] bytes,
            int at,
            int length,
            int flags,
            @Nullable SocketAddress to,
            @Nullable Patience patience,
            boolean isQuiet)
            throws SocketException {
        Objects.checkFromIndexSize(at, length, bytes.length);
        Address address = to == null ? null : Addresses.of(to);
        Description description = socket.description();
        Ongoing call = Ongoing.enter(socket, to == null ? "send" : "sendTo", length, to)
                .with(patience, isQuiet);
        try {
            long patienceNanos = call.sendPatience(description, flags);
            int passed = flags & ~WAITING;
            int answer = 0;
            while (call.isOpen()) {
                answer = description.open.send(call.now(), bytes, at, length, passed, address, List.of());
                boolean isOpening = (passed & Linux.MSG_FASTOPEN) != 0;
                if (address != null && isOpening && Linux.refuses(answer, Errno.EINPROGRESS)) {
                    // Linux: what cannot leave with the SYN leaves when the connection stands.
                    answer = Connecting.await(call, description, address, answer, patienceNanos);
                    passed &= ~Linux.MSG_FASTOPEN;
                    if (answer == 0) {
                        continue;
                    }
                }
                if (!call.waits(answer, Poll.OUT, patienceNanos)) {
                    break;
                }
            }
            return call.end(answer);
        } finally {
            call.leave();
        }
    }

    /** Sends all in one call, so that a trace shows one; what was taken before a refusal has been sent. */
    static void sendAll(Socket socket, byte[] bytes, int at, int length, int flags, @Nullable Patience patience)
            throws SocketException {
        Objects.checkFromIndexSize(at, length, bytes.length);
        Description description = socket.description();
        Ongoing call = Ongoing.enter(socket, "sendAll", length, null).with(patience, false);
        try {
            int sent = 0;
            int answer = 0;
            boolean goesOn = true;
            while (goesOn && call.isOpen()) {
                answer = description.open.send(
                        call.now(), bytes, at + sent, length - sent, flags & ~WAITING, null, List.of());
                sent += Math.max(answer, 0);
                goesOn = answer < 0
                        ? call.waits(answer, Poll.OUT, call.sendPatience(description, flags))
                        : sent < length;
            }
            call.end(answer < 0 ? answer : sent);
        } finally {
            call.leave();
        }
    }

    static int receive(
            Socket socket, byte[] into, int at, int length, int flags, @Nullable Patience patience, boolean isQuiet)
            throws SocketException {
        Objects.checkFromIndexSize(at, length, into.length);
        var incoming = new Incoming();
        Ongoing call = Ongoing.enter(socket, "recv", length, null).with(patience, isQuiet);
        try {
            return call.end(receive(call, socket.description(), into, at, length, flags, incoming));
        } finally {
            call.leave();
        }
    }

    static @Nullable Received receiveFrom(
            Socket socket, byte[] into, int at, int length, int flags, @Nullable Patience patience, boolean isQuiet)
            throws SocketException {
        Objects.checkFromIndexSize(at, length, into.length);
        Description description = socket.description();
        var incoming = new Incoming();
        Ongoing call = Ongoing.enter(socket, "recvFrom", length, null).with(patience, isQuiet);
        try {
            int answer = receive(call, description, into, at, length, flags, incoming);
            Address from = incoming.from;
            if (from == null && answer >= 0 && call.refusal() == 0) {
                from = description.open.remoteAddress(call.now());
            }
            SocketAddress addr = from == null ? new InetSocketAddress("0.0.0.0", 0) : Addresses.toJava(from);
            int count = call.end(answer, answer < 0 ? null : "(" + answer + ", " + AddressText.of(addr) + ")");
            return count == Hatch.WOULD_WAIT ? null : new Received(count, addr, incoming.isTruncated());
        } finally {
            call.leave();
        }
    }

    private static int receive(
            Ongoing call, Description description, byte[] into, int at, int length, int flags, Incoming incoming) {
        int target = target(description, length, flags);
        if ((flags & Linux.MSG_PEEK) != 0 && target > 1) {
            return peek(call, description, into, at, length, target, flags, incoming);
        }
        int received = 0;
        int answer = 0;
        while (call.isOpen()) {
            if (received > 0 && (description.open.readiness(call.now()) & Poll.ERR) != 0) {
                // What has come is answered; the error stays for the next call to take.
                return received;
            }
            answer = description.open.receive(
                    call.now(), into, at + received, length - received, flags & ~WAITING, incoming);
            if (answer > 0 && received + answer < target) {
                received += answer;
            } else if (!waitsFor(call, description, answer, target - received, flags)) {
                break;
            }
        }
        // POSIX: what has come goes before the error, time-out or interrupt that ended the waiting for more.
        if (received > 0) {
            call.forgive();
            return received + Math.max(answer, 0);
        }
        return answer;
    }

    /** {@return how many bytes a receiving call waits for} */
    private static int target(Description description, int length, int flags) {
        if (description.type != Type.STREAM || (flags & Linux.MSG_OOB) != 0) {
            return 0;
        }
        return (flags & Linux.MSG_WAITALL) != 0 ? length : Math.min(length, description.lowWaterBytes());
    }

    /** Waits for so many bytes, where SO_RCVLOWAT asks for more. {@return whether to try again} */
    private static boolean waitsFor(Ongoing call, Description description, int answer, int bytes, int flags) {
        long patience = call.recvPatience(description, flags);
        int usual = description.lowWaterBytes();
        if (usual <= Math.max(bytes, 1) || !Linux.isAgain(answer) || patience == Description.NONE) {
            return call.waits(answer, Poll.IN, patience);
        }
        mark(call, description, bytes);
        try {
            return call.waits(answer, Poll.IN, patience);
        } finally {
            mark(call, description, usual);
        }
    }

    /**
     * Copies {@code target} bytes and leaves them: as none is taken meanwhile, only the mark tells that more has come.
     *
     * <p>Ends with fewer where the stream ends or where no more fits into the buffer.
     */
    private static int peek(
            Ongoing call,
            Description description,
            byte[] into,
            int at,
            int length,
            int target,
            int flags,
            Incoming incoming) {
        int usual = description.lowWaterBytes();
        long patience = call.recvPatience(description, flags);
        int known = 0;
        int answer = 0;
        boolean goesOn = true;
        while (goesOn && call.isOpen()) {
            answer = description.open.receive(call.now(), into, at, length, flags & ~WAITING, incoming);
            boolean isShort = answer > 0 && answer < target && patience != Description.NONE;
            if (!isShort && !Linux.isAgain(answer)) {
                break;
            }
            mark(call, description, target);
            try {
                boolean isReady = isShort && (description.open.readiness(call.now()) & (Poll.IN | Poll.ERR)) != 0;
                goesOn = isReady ? answer > known : call.waits(Errno.EAGAIN.refusal(), Poll.IN, patience);
                known = answer;
            } finally {
                mark(call, description, usual);
            }
        }
        if (answer > 0) {
            call.forgive();
        }
        return answer;
    }

    private static void mark(Ongoing call, Description description, int bytes) {
        byte[] value = new byte[Integer.BYTES];
        Linux.put32(value, 0, bytes);
        description.open.setOption(call.now(), Linux.SOL_SOCKET, Linux.SO_RCVLOWAT, value, value.length);
    }
}

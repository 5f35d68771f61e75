package jackfield.socket;

import jackfield.engine.base.Errno;
import jackfield.engine.base.Poll;
import jackfield.socket.open.Address;
import jackfield.socket.open.Incoming;
import jackfield.socket.open.Linux;
import jackfield.socket.open.OpenSocket;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** The calls that make and unmake connections: bind, listen, accept, connect, shutdown, dup. */
final class Connecting {
    private Connecting() {}

    static void bind(Socket socket, SocketAddress local) throws SocketException {
        Address address = Addresses.of(local);
        Ongoing call = Ongoing.enter(socket, "bind", local);
        try {
            call.end(call.isOpen() ? socket.description().open.bind(call.now(), address) : 0);
        } finally {
            call.leave();
        }
    }

    static void listen(Socket socket, int backlog) throws SocketException {
        Ongoing call = Ongoing.enter(socket, "listen", backlog, null);
        try {
            call.end(call.isOpen() ? socket.description().open.listen(call.now(), backlog) : 0);
        } finally {
            call.leave();
        }
    }

    /** {@return the next connection; null, if {@code isQuiet}, where it would wait longer} */
    static @Nullable Accepted accept(Socket socket, @Nullable Patience patience, boolean isQuiet)
            throws SocketException {
        Description description = socket.description();
        var incoming = new Incoming();
        Ongoing call = Ongoing.enter(socket, "accept").with(patience, isQuiet);
        try {
            int answer = 0;
            while (call.isOpen()) {
                answer = description.open.accept(call.now(), incoming);
                if (!call.waits(answer, Poll.IN, call.recvPatience(description, 0))) {
                    break;
                }
            }
            Accepted accepted = null;
            OpenSocket connection = incoming.socket;
            if (connection != null && call.refusal() == 0) {
                accepted = accepted(socket, connection, incoming.from, call.now());
                answer = accepted == null
                        ? socket.layer().descriptors().whyNone().refusal()
                        : 0;
            }
            call.end(answer, accepted);
            return accepted;
        } finally {
            call.leave();
        }
    }

    private static @Nullable Accepted accepted(
            Socket listener, OpenSocket connection, @Nullable Address from, long now) {
        Socket conn = listener.layer().descriptors().add(listener.description().accepted(connection));
        if (conn == null) {
            connection.close(now);
            return null;
        }
        // A connection that was reset before it was accepted is still handed out; its peer may be forgotten by then.
        InetSocketAddress addr =
                from instanceof Address.Inet inet ? Addresses.toJava(inet) : new InetSocketAddress("0.0.0.0", 0);
        return new Accepted(conn, addr);
    }

    /** {@return whether the socket is connected; if not, and {@code isQuiet}, connecting goes on} */
    static boolean connect(Socket socket, SocketAddress remote, @Nullable Patience patience, boolean isQuiet)
            throws SocketException {
        Address address = Addresses.of(remote);
        Description description = socket.description();
        Ongoing call = Ongoing.enter(socket, "connect", remote).with(patience, isQuiet);
        try {
            long patienceNanos = call.sendPatience(description, 0);
            int answer = 0;
            if (call.isOpen()) {
                answer = description.open.connect(call.now(), address);
                // Linux: a second connect while the first goes on is told EALREADY, but waits with it if it may wait.
                if (patienceNanos != Description.NONE && Linux.refuses(answer, Errno.EALREADY)) {
                    answer = Errno.EINPROGRESS.refusal();
                }
            }
            return finish(call, description, address, answer, patienceNanos);
        } finally {
            call.leave();
        }
    }

    static void disconnect(Socket socket) throws SocketException {
        Ongoing call = Ongoing.enter(socket, "disconnect");
        try {
            call.end(call.isOpen() ? socket.description().open.disconnect(call.now()) : 0);
        } finally {
            call.leave();
        }
    }

    /** Asks what became of a connect, or waits for it. {@return whether the socket is connected} */
    static boolean finishConnect(Socket socket, SocketAddress remote, Patience patience) throws SocketException {
        Address address = Addresses.of(remote);
        Description description = socket.description();
        Ongoing call = Ongoing.enter(socket, "connect", remote).with(patience, true);
        try {
            int answer = call.isOpen() ? description.open.finishConnect(call.now(), address) : 0;
            return finish(call, description, address, answer, call.sendPatience(description, 0));
        } finally {
            call.leave();
        }
    }

    private static boolean finish(Ongoing call, Description description, Address address, int first, long patienceNanos)
            throws SocketException {
        return call.end(await(call, description, address, first, patienceNanos)) != Hatch.WOULD_WAIT;
    }

    /** Waits while a connect is in progress, if it may. {@return what became of it: 0 or -errno} */
    static int await(Ongoing call, Description description, Address address, int first, long patienceNanos) {
        int answer = first;
        while (Linux.refuses(answer, Errno.EINPROGRESS)
                && call.waits(Errno.EAGAIN.refusal(), Poll.OUT, patienceNanos)) {
            answer = call.isOpen() ? description.open.finishConnect(call.now(), address) : 0;
        }
        return answer;
    }

    static void shutdown(Socket socket, Shutdown how) throws SocketException {
        OpenSocket open = socket.description().open;
        Ongoing call = Ongoing.enter(socket, "shutdown", "SHUT_" + how);
        try {
            int answer = call.isOpen() ? open.shutdown(call.now(), how.read(), how.write()) : 0;
            if (answer == 0) {
                socket.layer().backend().gate().wake(open);
            }
            call.end(answer);
        } finally {
            call.leave();
        }
    }

    static Socket dup(Socket socket) throws SocketException {
        Ongoing call = Ongoing.enter(socket, "dup");
        try {
            Socket second = null;
            int answer = 0;
            if (call.isOpen()) {
                second = socket.layer().descriptors().addAgain(socket.description());
                // Without a place in the table, or closed by another thread since it was looked at.
                Errno why = socket.isClosed()
                        ? Errno.EBADF
                        : socket.layer().descriptors().whyNone();
                answer = second == null ? why.refusal() : second.fd();
            }
            call.end(answer);
            if (second == null) {
                throw new AssertionError("dup succeeded without a descriptor");
            }
            return second;
        } finally {
            call.leave();
        }
    }
}

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

    static Accepted accept(Socket socket) throws SocketException {
        Accepted accepted = accept(socket, socket.description().recvPatience(0), false);
        if (accepted == null) {
            throw new AssertionError("accept succeeded without a connection");
        }
        return accepted;
    }

    /** @param mayBeNone whether null answers a call that would wait, in place of EAGAIN */
    static @Nullable Accepted accept(Socket socket, long patienceNanos, boolean mayBeNone) throws SocketException {
        var incoming = new Incoming();
        Ongoing call = Ongoing.enter(socket, "accept");
        try {
            int answer = 0;
            while (call.isOpen()) {
                answer = socket.description().open.accept(call.now(), incoming);
                if (!call.waits(answer, Poll.IN, patienceNanos)) {
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
            if (mayBeNone && accepted == null) {
                call.endOrAgain(answer);
            } else {
                call.end(answer, accepted);
            }
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

    static void connect(Socket socket, SocketAddress remote) throws SocketException {
        connect(socket, remote, socket.description().sendPatience(0), false);
    }

    /**
     * @param goesOn whether a connect that lasts longer than patience is no error
     * @return whether the socket is connected
     */
    static boolean connect(Socket socket, SocketAddress remote, long patienceNanos, boolean goesOn)
            throws SocketException {
        Address address = Addresses.of(remote);
        Ongoing call = Ongoing.enter(socket, "connect", remote);
        try {
            int answer = 0;
            if (call.isOpen()) {
                answer = socket.description().open.connect(call.now(), address);
                // Linux: a second connect while the first goes on is told EALREADY, but waits with it if it may wait.
                if (patienceNanos != Description.NONE && Linux.refuses(answer, Errno.EALREADY)) {
                    answer = Errno.EINPROGRESS.refusal();
                }
            }
            return finish(call, socket, address, answer, patienceNanos, goesOn);
        } finally {
            call.leave();
        }
    }

    /** Asks what became of a connect, or waits for it. {@return whether the socket is connected} */
    static boolean finishConnect(Socket socket, SocketAddress remote, long patienceNanos) throws SocketException {
        Address address = Addresses.of(remote);
        Ongoing call = Ongoing.enter(socket, "connect", remote);
        try {
            int answer = call.isOpen() ? socket.description().open.finishConnect(call.now(), address) : 0;
            return finish(call, socket, address, answer, patienceNanos, true);
        } finally {
            call.leave();
        }
    }

    private static boolean finish(
            Ongoing call, Socket socket, Address address, int first, long patienceNanos, boolean goesOn)
            throws SocketException {
        int answer = first;
        while (Linux.refuses(answer, Errno.EINPROGRESS)
                && call.waits(Errno.EAGAIN.refusal(), Poll.OUT, patienceNanos)) {
            answer = call.isOpen() ? socket.description().open.finishConnect(call.now(), address) : 0;
        }
        boolean isPending = goesOn && call.refusal() == 0 && Linux.refuses(answer, Errno.EINPROGRESS);
        call.end(isPending ? 0 : answer, isPending ? Errno.EINPROGRESS : null);
        return !isPending;
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

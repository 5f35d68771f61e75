package jackfield.sim;

import jackfield.engine.base.Deadline;
import jackfield.engine.base.Errno;
import jackfield.engine.base.Poll;
import jackfield.engine.endpoint.Datagram;
import jackfield.engine.endpoint.TcpEndpoint;
import jackfield.engine.endpoint.UdpEndpoint;
import jackfield.engine.tcp.TcpConfig;
import jackfield.socket.Blocking;
import jackfield.socket.Host;
import jackfield.wire.SockAddr;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** Blocking calls on endpoints, by way of {@link Blocking} alone: the least a socket layer does. */
final class Calls {
    private final Host host;
    private final Blocking blocking;

    Calls(SimHost host) {
        this.host = host.host();
        this.blocking = this.host.blocking();
    }

    TcpEndpoint listen(int port) {
        long now = blocking.enter();
        try {
            TcpEndpoint listener = host.engine().tcp(false);
            check(listener.bind(now, new SockAddr(listener.localAddress().address(), port)));
            check(listener.listen(now, 8));
            return listener;
        } finally {
            blocking.leave();
        }
    }

    TcpEndpoint accept(TcpEndpoint listener) throws InterruptedException {
        long now = blocking.enter();
        try {
            while (true) {
                TcpEndpoint accepted = listener.accept(now);
                if (accepted != null) {
                    return accepted;
                }
                now = blocking.await(List.of(listener), Deadline.NEVER);
            }
        } finally {
            blocking.leave();
        }
    }

    /** Connects. {@return the endpoint} */
    TcpEndpoint connect(SockAddr to) throws InterruptedException {
        long now = blocking.enter();
        try {
            TcpEndpoint endpoint = host.engine().tcp(false);
            int answer = endpoint.connect(now, to);
            if (answer != Errno.EINPROGRESS.refusal()) {
                check(answer);
            }
            while ((endpoint.readiness() & Poll.OUT) == 0) {
                blocking.await(List.of(endpoint), Deadline.NEVER);
            }
            check(endpoint.takeError().refusal());
            return endpoint;
        } finally {
            blocking.leave();
        }
    }

    void configure(TcpEndpoint endpoint, TcpConfig config) {
        endpoint.configure(blocking.enter(), config);
        blocking.leave();
    }

    /** Receives into the whole buffer's length at most. {@return 0 at the end} */
    int recv(TcpEndpoint endpoint, byte[] into) throws InterruptedException {
        long[] now = {blocking.enter()};
        return waitFor(endpoint, now, () -> endpoint.receive(now[0], into, 0, into.length));
    }

    /** Sends all of it. */
    void sendAll(TcpEndpoint endpoint, byte[] bytes) throws InterruptedException {
        int sent = 0;
        while (sent < bytes.length) {
            int from = sent;
            long[] now = {blocking.enter()};
            sent += waitFor(endpoint, now, () -> endpoint.send(now[0], bytes, from, bytes.length - from));
        }
    }

    private int waitFor(TcpEndpoint endpoint, long[] now, IntSupplier call) throws InterruptedException {
        try {
            while (true) {
                int answer = call.getAsInt();
                if (answer != Errno.EAGAIN.refusal()) {
                    check(answer);
                    return answer;
                }
                now[0] = blocking.await(List.of(endpoint), Deadline.NEVER);
            }
        } finally {
            blocking.leave();
        }
    }

    void close(TcpEndpoint endpoint) {
        endpoint.close(blocking.enter());
        blocking.leave();
    }

    UdpEndpoint udp(int port) {
        long now = blocking.enter();
        try {
            UdpEndpoint endpoint = host.engine().udp(false);
            check(endpoint.bind(now, new SockAddr(endpoint.localAddress().address(), port)));
            return endpoint;
        } finally {
            blocking.leave();
        }
    }

    /** {@return the next datagram; null if none comes in time} */
    @Nullable
    Datagram recvFrom(UdpEndpoint endpoint, long timeoutNanos) throws InterruptedException {
        long now = blocking.enter();
        long deadline = Deadline.after(now, timeoutNanos);
        try {
            while (true) {
                Datagram datagram = endpoint.receive(now);
                if (datagram != null || now >= deadline) {
                    return datagram;
                }
                now = blocking.await(List.of(endpoint), deadline);
            }
        } finally {
            blocking.leave();
        }
    }

    /** {@return the next datagram's text and sender; "timeout" if none comes in time} */
    String recvText(UdpEndpoint endpoint, long timeoutNanos) throws InterruptedException {
        Datagram datagram = recvFrom(endpoint, timeoutNanos);
        return datagram == null
                ? "timeout"
                : new String(datagram.data(), StandardCharsets.US_ASCII) + " from " + datagram.from();
    }

    void sendTo(UdpEndpoint endpoint, String text, SockAddr to) {
        long now = blocking.enter();
        try {
            byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
            check(endpoint.send(now, bytes, 0, bytes.length, to));
        } finally {
            blocking.leave();
        }
    }

    private static void check(int answer) {
        if (answer < 0) {
            throw new Refused(Errno.of(answer));
        }
    }

    /** A call failed, with its errno as the message. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;

        Refused(Errno errno) {
            super(errno.name());
        }
    }
}

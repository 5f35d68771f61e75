package jackfield.sim;

import jackfield.engine.base.Errno;
import jackfield.engine.endpoint.TcpEndpoint;
import jackfield.engine.tcp.TcpSnapshot;
import jackfield.wire.SockAddr;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Sends bytes both ways over one connection, without threads: each end reacts when its endpoint is told ready. */
final class Transfer {
    static final int PORT = 7;
    static final int CLIENT_PORT = 40_000;

    /** One end of the connection. */
    final class End {
        private final SimHost host;
        private final TcpEndpoint endpoint;
        private final byte[] outgoing;
        private final ByteArrayOutputStream incoming = new ByteArrayOutputStream();
        private final byte[] buffer;
        private int sent;
        private boolean ended;
        private boolean shut;
        private Errno error = Errno.OK;

        End(SimHost host, TcpEndpoint endpoint, byte[] outgoing, int readBytes) {
            this.host = host;
            this.endpoint = endpoint;
            this.outgoing = outgoing;
            this.buffer = new byte[readBytes];
            host.whenReady(endpoint, this::react);
        }

        void react() {
            long now = world.now();
            for (int n = 1; n > 0 && !ended; ) {
                n = endpoint.receive(now, buffer, 0, buffer.length);
                if (n > 0) {
                    incoming.write(buffer, 0, n);
                } else if (n == 0) {
                    ended = true;
                } else {
                    note(n);
                }
            }
            for (int n = 1; n > 0 && sent < outgoing.length; ) {
                n = endpoint.send(now, outgoing, sent, outgoing.length - sent);
                if (n > 0) {
                    sent += n;
                } else {
                    note(n);
                }
            }
            if (sent == outgoing.length && !shut) {
                shut = endpoint.shutdown(now, false, true) == 0;
            }
            if (shut && ended) {
                endpoint.close(now);
            }
        }

        private void note(int refusal) {
            Errno errno = Errno.of(refusal);
            // A connection still being made is not ready for anything; that is no error.
            if (errno != Errno.EAGAIN && errno != Errno.ENOTCONN && error == Errno.OK) {
                error = errno;
            }
        }

        boolean isDone() {
            return error != Errno.OK || shut && ended;
        }

        /** {@return the initial send sequence number} */
        int iss() {
            return Objects.requireNonNull(endpoint.snapshot()).iss();
        }

        /** {@return the connection's variables; null before it begins and after its end} */
        @Nullable
        TcpSnapshot snapshot() {
            return endpoint.snapshot();
        }

        byte[] received() {
            return incoming.toByteArray();
        }

        Errno error() {
            return error;
        }

        @Override
        public String toString() {
            return host.name() + ": sent " + sent + " of " + outgoing.length + ", received " + incoming.size()
                    + (ended ? " and the end" : "") + ", " + error + ", " + endpoint.state() + " "
                    + endpoint.snapshot();
        }
    }

    private final World world;
    private final List<End> ends = new ArrayList<>();

    Transfer(World world, SimHost client, SimHost server, byte[] up, byte[] down, int readBytes) {
        this.world = world;
        TcpEndpoint listener = server.engine().tcp(!server.address().isIpv4());
        check(listener.bind(world.now(), new SockAddr(server.address().any(), PORT)));
        check(listener.listen(world.now(), 8));
        server.whenReady(listener, () -> {
            TcpEndpoint accepted = listener.accept(world.now());
            if (accepted != null) {
                var end = new End(server, accepted, down, readBytes);
                ends.add(end);
                end.react();
            }
        });
        server.drain();
        TcpEndpoint connecting = client.engine().tcp(!client.address().isIpv4());
        ends.add(new End(client, connecting, up, readBytes));
        check(connecting.bind(world.now(), new SockAddr(client.address().any(), CLIENT_PORT)));
        int answer = connecting.connect(world.now(), new SockAddr(server.address(), PORT));
        if (answer != Errno.EINPROGRESS.refusal()) {
            check(answer);
        }
        client.drain();
    }

    private static void check(int answer) {
        if (answer < 0) {
            throw new AssertionError(Errno.of(answer));
        }
    }

    /** Lets the world go on until both ends have seen the end, or one an error. */
    void run(long limitNanos) {
        while (!isDone()) {
            if (world.now() > limitNanos || !world.step()) {
                throw new AssertionError("stalled in " + world + ": " + ends);
            }
        }
        if (ends.stream().anyMatch(end -> end.error() != Errno.OK)) {
            throw new AssertionError("failed in " + world + ": " + ends);
        }
    }

    /** Lets the world go on until the server has accepted. */
    void runUntilAccepted() {
        while (ends.size() < 2) {
            if (!world.step()) {
                throw new AssertionError("stalled in " + world + ": " + ends);
            }
        }
    }

    boolean isDone() {
        return ends.size() == 2 && ends.get(0).isDone() && ends.get(1).isDone()
                || ends.getFirst().error() != Errno.OK;
    }

    End client() {
        return ends.getFirst();
    }

    End server() {
        return ends.get(1);
    }

    @Override
    public String toString() {
        return ends.toString();
    }
}

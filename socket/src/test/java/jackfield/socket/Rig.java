package jackfield.socket;

import static jackfield.socket.Family.INET;
import static jackfield.socket.Type.DGRAM;
import static jackfield.socket.Type.STREAM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import jackfield.engine.EngineSnapshot.EndpointRow;
import jackfield.engine.base.Errno;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Two ends to talk to each other in a contract test, perhaps of one machine; closes what it opened.
 *
 * <p>Hears all calls, so that a test can wait until a call of another thread waits, instead of sleeping.
 */
final class Rig implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 20;

    /** A call in another thread. */
    record Calling<T>(Thread thread, FutureTask<T> task, Rig rig) {
        /** Waits until the thread waits in a socket call of this name. */
        Calling<T> untilBlockedIn(String name) throws InterruptedException {
            rig.blocked.awaitCall(thread.getName(), name, task);
            return this;
        }

        T answer() throws Exception {
            try {
                return task.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                throw e.getCause() instanceof Exception cause ? cause : e;
            } catch (TimeoutException e) {
                var stuck = new AssertionError(thread + " did not come back", e);
                stuck.setStackTrace(thread.getStackTrace());
                throw stuck;
            }
        }

        Errno errno() throws Exception {
            try {
                return fail("succeeded with " + answer());
            } catch (SocketException e) {
                return e.errno();
            }
        }
    }

    /** Which threads wait in which calls. */
    private static final class BlockedCalls implements CallTrace {
        private final Set<String> waiting = new HashSet<>();

        @Override
        public void started(Call call, long now) {}

        @Override
        public synchronized void blocked(Call call, long now) {
            waiting.add(call.thread() + " " + call.name());
            notifyAll();
        }

        @Override
        public synchronized void returned(Call call, String result, Errno errno, long now, long cause) {
            waiting.remove(call.thread() + " " + call.name());
        }

        synchronized void awaitCall(String thread, String name, FutureTask<?> task) throws InterruptedException {
            long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            while (!waiting.contains(thread + " " + name)) {
                if (task.isDone() || System.nanoTime() > until) {
                    throw new AssertionError(thread + " does not wait in " + name + ": " + task);
                }
                wait(100);
            }
        }
    }

    final SocketLayer client;
    final SocketLayer server;
    /** The server's addresses, as the client reaches them. */
    final InetAddress address;

    final InetAddress addressV6;
    private final BlockedCalls blocked = new BlockedCalls();
    private final List<Runnable> open = new ArrayList<>();
    private final List<LiveHost> hosts = new ArrayList<>();
    private int threads;

    Rig(SocketLayer client, SocketLayer server, String address, String addressV6) {
        this.client = client;
        this.server = server;
        this.address = ip(address);
        this.addressV6 = ip(addressV6);
        client.trace(blocked);
        server.trace(blocked);
    }

    static InetAddress ip(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    /** Closes something at the end of the test. */
    Socket keep(Socket opened) {
        open.addFirst(opened::close);
        return opened;
    }

    /** Closes a machine at the end of the test. */
    void keep(Runnable close) {
        open.addLast(close);
    }

    /** Keeps a host of ours, whose endpoints {@link #awaitNoEndpoints} counts. */
    void keep(LiveHost host) {
        hosts.add(host);
        keep(host::close);
    }

    /**
     * Waits until no host of ours has an endpoint but those in TIME_WAIT: both ends are closed, and what is left is on
     * its way.
     */
    void awaitNoEndpoints() throws SocketException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        for (LiveHost host : hosts) {
            List<EndpointRow> left = endpoints(host);
            while (!left.isEmpty() && System.nanoTime() < until) {
                host.sockets().poll(Duration.ofMillis(2));
                left = endpoints(host);
            }
            assertThat(left).as(host.host().name()).isEmpty();
        }
    }

    private static List<EndpointRow> endpoints(LiveHost host) {
        return host.snapshot().endpoints().stream()
                .filter(row -> !row.state().equals("TIME_WAIT"))
                .toList();
    }

    Socket clientStream() throws SocketException {
        return keep(client.socket(INET, STREAM));
    }

    Socket serverStream() throws SocketException {
        return keep(server.socket(INET, STREAM));
    }

    Socket clientDatagram() throws SocketException {
        return keep(client.socket(INET, DGRAM));
    }

    /** A datagram socket bound to the server's address. */
    Socket serverDatagram() throws SocketException {
        Socket socket = keep(server.socket(INET, DGRAM));
        socket.bind(new InetSocketAddress(address, 0));
        return socket;
    }

    Socket listener(int backlog) throws SocketException {
        Socket listener = serverStream();
        listener.bind(new InetSocketAddress(address, 0));
        listener.listen(backlog);
        return listener;
    }

    /** Both ends of a connection. */
    record Pair(Socket client, Socket server) {}

    Pair connected() throws SocketException {
        Socket listener = listener(8);
        Pair pair = connectedTo(listener, clientStream());
        listener.close();
        return pair;
    }

    Pair connectedTo(Socket listener, Socket client) throws SocketException {
        client.connect(listener.getsockname());
        return new Pair(client, keep(listener.accept().conn()));
    }

    /** Calls in a thread of its own: a virtual one. */
    <T> Calling<T> calling(Callable<T> call) {
        return start(Thread.ofVirtual(), call);
    }

    <T> Calling<T> callingOnPlatformThread(Callable<T> call) {
        return start(Thread.ofPlatform().daemon(), call);
    }

    private <T> Calling<T> start(Thread.Builder builder, Callable<T> call) {
        var task = new FutureTask<>(call);
        Thread thread = builder.name("caller-" + threads++).start(task);
        return new Calling<>(thread, task, this);
    }

    /** What a call is refused with. */
    static Errno refusal(Refused call) throws Exception {
        try {
            call.run();
        } catch (SocketException e) {
            return e.errno();
        }
        return fail("was not refused");
    }

    /** A call that ought to be refused. */
    interface Refused {
        void run() throws Exception;
    }

    @Override
    public void close() {
        client.trace(null);
        server.trace(null);
        open.forEach(Runnable::run);
    }
}

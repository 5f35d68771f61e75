package jackfield.agent;

import jackfield.socket.net.NetSockets;
import jackfield.socket.route.Network;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Tells whether an API is captured: it is run against an address that only a host of ours answers at.
 *
 * <p>The address is one of 127.0.0.0/8, where the kernel refuses at once what passes us by.
 */
final class Probe {
    static final String ADDRESS = "127.77.0.2";
    static final String NAME = "lab.jackfield";

    private static final byte[] ANSWER =
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok".getBytes(StandardCharsets.US_ASCII);
    private static final long PATIENCE_SECONDS = 5;

    private final Network network;

    Probe(Network network) {
        this.network = network;
    }

    /** The address, without a lookup. */
    static InetAddress ip() throws IOException {
        return InetAddress.getByAddress(new byte[] {127, 77, 0, 2});
    }

    private NetSockets host() {
        return NetSockets.on(network.host("lab").sockets());
    }

    /** An API that connects to a port of {@link #ADDRESS}. */
    interface Client {
        void connect(int port) throws Exception;
    }

    /** {@return whether what {@code client} does arrives at a server of ours, which answers as one of HTTP} */
    boolean connects(Client client) throws IOException {
        try (ServerSocket server = host().serverSocketFactory().createServerSocket(0, 5, ip())) {
            var came = new FutureTask<>(() -> {
                try (Socket connection = server.accept()) {
                    connection.setSoTimeout(500);
                    connection.getInputStream().read(new byte[4096]);
                    connection.getOutputStream().write(ANSWER);
                    return true;
                } catch (IOException e) {
                    return server.isClosed() ? false : true;
                }
            });
            Thread.ofPlatform().daemon().start(came);
            try {
                client.connect(server.getLocalPort());
            } catch (Exception e) {
                return came.isDone() && got(came);
            }
            return got(came);
        }
    }

    /** An API that listens on {@link #ADDRESS}. */
    interface Server {
        /** {@return the port; closes what it opened when the JVM ends} */
        int listen() throws Exception;
    }

    /** {@return whether a client of ours reaches what {@code server} listens with} */
    boolean listens(Server server) {
        try (Socket socket = host().socket()) {
            socket.connect(new InetSocketAddress(ip(), server.listen()), 2000);
            return true;
        } catch (Exception e) {
            return false;
        }
    }

    static <T> T got(FutureTask<T> task) {
        try {
            return task.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("nothing has happened", e);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** {@return the answer, or the exception's class} */
    static String said(Callable<String> call) {
        try {
            return call.call();
        } catch (Exception e) {
            return e.getClass().getSimpleName();
        }
    }
}

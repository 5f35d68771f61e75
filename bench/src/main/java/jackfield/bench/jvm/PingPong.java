package jackfield.bench.jvm;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.TimeUnit;

/** One byte there and back by blocking reads of two virtual threads. */
final class PingPong implements Figure {
    private static final int PORT = 9001;

    @Override
    public double measure(Side side, long seconds) throws Exception {
        try (ServerSocket listener = side.serverSocket()) {
            listener.bind(side.server(PORT));
            Thread.startVirtualThread(() -> echo(listener));
            var count = new double[1];
            Thread client = Thread.startVirtualThread(() -> count[0] = rate(side, seconds));
            client.join();
            return count[0];
        }
    }

    private static double rate(Side side, long seconds) {
        try (Socket socket = side.clientSocket()) {
            socket.setTcpNoDelay(true);
            socket.connect(side.server(PORT));
            rate(socket, seconds);
            return rate(socket, seconds);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return round trips a second} */
    private static double rate(Socket socket, long seconds) throws IOException {
        InputStream in = socket.getInputStream();
        OutputStream out = socket.getOutputStream();
        long begin = System.nanoTime();
        long end = begin + TimeUnit.SECONDS.toNanos(seconds);
        long count = 0;
        byte[] one = new byte[1];
        while (System.nanoTime() < end) {
            out.write(one, 0, 1);
            if (in.read(one, 0, 1) != 1) {
                throw new IOException("the echo ended");
            }
            count++;
        }
        return count * 1e9 / (System.nanoTime() - begin);
    }

    private static void echo(ServerSocket listener) {
        try (Socket socket = listener.accept()) {
            socket.setTcpNoDelay(true);
            InputStream in = socket.getInputStream();
            OutputStream out = socket.getOutputStream();
            byte[] one = new byte[1];
            while (in.read(one, 0, 1) == 1) {
                out.write(one, 0, 1);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

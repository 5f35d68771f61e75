package jackfield.socket.parity;

import jackfield.socket.LiveHost;
import jackfield.socket.nio.AsyncProvider;
import jackfield.socket.nio.LayerProvider;
import java.nio.channels.spi.AsynchronousChannelProvider;
import java.nio.channels.spi.SelectorProvider;
import java.util.SplittableRandom;

/** The two sides of the java.nio suite. */
final class NioSides {
    private NioSides() {}

    private record Given(String name, SelectorProvider provider, AsynchronousChannelProvider async, AutoCloseable end)
            implements NioSide {
        @Override
        public void close() {
            try {
                end.close();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
    }

    static NioSide jdk() {
        return new Given("jdk", SelectorProvider.provider(), AsynchronousChannelProvider.provider(), () -> {});
    }

    static NioSide ours() {
        LiveHost host =
                LiveHost.builder("parity").random(new SplittableRandom(5)).start();
        return new Given("ours", LayerProvider.of(host.sockets()), AsyncProvider.of(host.sockets()), host);
    }
}

package jackfield.socket.nio;

import jackfield.link.memory.MemoryConfig;
import jackfield.link.memory.MemoryNetwork;
import jackfield.socket.LiveHost;
import java.net.InetSocketAddress;
import java.util.SplittableRandom;

/** Two live hosts at the ends of a memory link, and a provider of channels on each. */
final class TwoHosts implements AutoCloseable {
    private final LiveHost a;
    private final LiveHost b;
    final LayerProvider client;
    final LayerProvider server;

    TwoHosts() {
        var links = MemoryNetwork.pair(MemoryConfig.ofEthernet());
        a = LiveHost.builder("a")
                .random(new SplittableRandom(1))
                .link(links.get(0), "10.0.0.1/24", "fd00::1/64")
                .start();
        b = LiveHost.builder("b")
                .random(new SplittableRandom(2))
                .link(links.get(1), "10.0.0.2/24", "fd00::2/64")
                .start();
        client = LayerProvider.of(a.sockets());
        server = LayerProvider.of(b.sockets());
    }

    /** {@return the server's address as the client sees it} */
    static InetSocketAddress server(int port) {
        return new InetSocketAddress("10.0.0.2", port);
    }

    LiveHost clientHost() {
        return a;
    }

    LiveHost serverHost() {
        return b;
    }

    @Override
    public void close() {
        a.close();
        b.close();
    }
}

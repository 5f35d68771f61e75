package jackfield.bench.jvm;

import jackfield.link.memory.MemoryConfig;
import jackfield.link.memory.MemoryLink;
import jackfield.link.memory.MemoryNetwork;
import jackfield.socket.LiveHost;
import jackfield.socket.net.NetSockets;
import jackfield.socket.nio.LayerProvider;
import jackfield.socket.route.Network;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.spi.SelectorProvider;
import java.util.List;

/** Whose sockets a program runs over: the kernel's, by loopback, or ours, by a memory link between two hosts. */
interface Side {
    /** {@return where a server listens} */
    InetSocketAddress server(int port);

    ServerSocket serverSocket() throws IOException;

    Socket clientSocket() throws IOException;

    SelectorProvider serverProvider();

    SelectorProvider clientProvider();

    /** Has every socket of this JVM be of this side; once. */
    void route();

    /** {@return the side called {@code kernel} or {@code ours}} */
    static Side named(String name) {
        return switch (name) {
            case "kernel" -> new Kernel();
            case "ours" -> new Ours();
            default -> throw new IllegalArgumentException("a side is kernel or ours, not " + name);
        };
    }

    /** The JDK's own. */
    final class Kernel implements Side {
        @Override
        public void route() {
            // They are.
        }

        @Override
        public InetSocketAddress server(int port) {
            return new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
        }

        @Override
        public ServerSocket serverSocket() throws IOException {
            return new ServerSocket();
        }

        @Override
        public Socket clientSocket() {
            return new Socket();
        }

        @Override
        public SelectorProvider serverProvider() {
            return SelectorProvider.provider();
        }

        @Override
        public SelectorProvider clientProvider() {
            return SelectorProvider.provider();
        }
    }

    /** Two hosts of ours: Ethernet of 1500 bytes, 64 KiB carried whole, no checksums, as loopback does. */
    final class Ours implements Side {
        private static final int SUPER_SEGMENT_BYTES = 65_000;

        private final LiveHost server;
        private final LiveHost client;

        Ours() {
            List<MemoryLink> links =
                    MemoryNetwork.pair(MemoryConfig.ofEthernet().superSegmentBytes(SUPER_SEGMENT_BYTES));
            server = LiveHost.builder("server")
                    .link(links.getFirst(), "10.0.0.2/24")
                    .start();
            client = LiveHost.builder("client")
                    .link(links.getLast(), "10.0.0.1/24")
                    .start();
        }

        @Override
        public void route() {
            Network.named("bench")
                    .host("client", client.sockets(), "10.0.0.1/24")
                    .host("server", server.sockets(), "10.0.0.2/24")
                    .defaultHost("client")
                    .register();
        }

        @Override
        public InetSocketAddress server(int port) {
            return new InetSocketAddress(InetAddress.ofLiteral("10.0.0.2"), port);
        }

        @Override
        public ServerSocket serverSocket() {
            return NetSockets.on(server.sockets()).serverSocket();
        }

        @Override
        public Socket clientSocket() throws IOException {
            return NetSockets.on(client.sockets()).socket();
        }

        @Override
        public SelectorProvider serverProvider() {
            return LayerProvider.of(server.sockets());
        }

        @Override
        public SelectorProvider clientProvider() {
            return LayerProvider.of(client.sockets());
        }
    }
}

package jackfield.socket.parity;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Binding, listening, connecting and accepting: addresses, conflicts, refusals. */
final class ConnectCases {
    private final List<Case<NetSide>> cases = new ArrayList<>();

    private ConnectCases() {}

    static List<Case<NetSide>> all() {
        var all = new ConnectCases();
        all.refusals();
        all.forms();
        all.binds();
        all.listeners();
        all.factories();
        return all.cases;
    }

    private void add(String name, Case.Program<NetSide> program) {
        cases.add(new Case<>(name, program));
    }

    /** {@return a port where nobody listens} */
    private static int freePort(NetSide side, Transcript out) throws IOException {
        try (ServerSocket gone = side.server()) {
            gone.bind(NetSide.at("127.0.0.1", 0));
            return out.port("free", gone.getLocalPort());
        }
    }

    private void refusals() {
        add("a connect to where nobody listens", (side, out) -> {
            Socket socket = out.keep(side.socket());
            int port = freePort(side, out);
            out.does("connect", () -> socket.connect(NetSide.at("127.0.0.1", port)));
            out.note("closed", socket.isClosed());
            out.note("text", socket);
            out.does("again", () -> socket.connect(NetSide.at("127.0.0.1", port)));
        });
        add("a connect with a time-out to where nobody listens", (side, out) -> {
            Socket socket = out.keep(side.socket());
            int port = freePort(side, out);
            out.does("connect", () -> socket.connect(NetSide.at("127.0.0.1", port), 20_000));
            out.note("closed", socket.isClosed());
        });
        add("a virtual thread's connect to where nobody listens", (side, out) -> {
            Socket socket = out.keep(side.socket());
            int port = freePort(side, out);
            out.answer("connect", out.callingVirtually(() -> {
                socket.connect(NetSide.at("127.0.0.1", port));
                return "done";
            }));
        });
        add("a connect over IPv6 to where nobody listens", (side, out) -> {
            Socket socket = out.keep(side.socket());
            int port = freePort(side, out);
            out.does("connect", () -> socket.connect(NetSide.at("::1", port)));
        });
        for (String address : List.of("255.255.255.255", "224.0.0.1", "ff02::1")) {
            add("a connect to " + address, (side, out) -> {
                Socket socket = out.keep(side.socket());
                out.does("connect", () -> socket.connect(NetSide.at(address, 9), 200));
                out.note("closed", socket.isClosed());
            });
        }
        add("a connect to port 0", (side, out) -> {
            Socket socket = out.keep(side.socket());
            out.does("connect", () -> socket.connect(NetSide.at("127.0.0.1", 0)));
        });
        add("a second connect", (side, out) -> {
            NetSide.Pair pair = side.pair(out);
            out.does("connect", () -> pair.client().connect(NetSide.at("127.0.0.1", 9)));
            out.note("connected", pair.client().isConnected());
        });
        add("a connect to the socket's own address", (side, out) -> {
            Socket socket = out.keep(side.socket());
            socket.bind(NetSide.at("127.0.0.1", 0));
            out.port("own", socket.getLocalPort());
            out.does("connect", () -> socket.connect(socket.getLocalSocketAddress()));
            out.note("text", socket);
            socket.getOutputStream().write(5);
            out.note("reads what it wrote", socket.getInputStream().read());
        });
    }

    private void forms() {
        for (String address : List.of("127.0.0.1", "127.0.0.2", "::1", "::ffff:127.0.0.1")) {
            add("a connection to " + address + ", at both ends", (side, out) -> {
                ServerSocket wild = out.keep(side.server());
                wild.bind(new InetSocketAddress(0));
                int port = out.port("server", wild.getLocalPort());
                Socket client = out.keep(side.socket());
                client.connect(NetSide.at(address, port));
                out.port("client", client.getLocalPort());
                Socket accepted = out.keep(wild.accept());
                for (Socket end : List.of(client, accepted)) {
                    out.note("local", end.getLocalSocketAddress());
                    out.note("remote", end.getRemoteSocketAddress());
                    out.note("text", end);
                }
            });
        }
        for (String address : List.of("0.0.0.0", "::")) {
            add("a connection to " + address + " reaches this host", (side, out) -> {
                ServerSocket wild = out.keep(side.server());
                wild.bind(new InetSocketAddress(0));
                Socket client = out.keep(side.socket());
                out.does("connect", () -> client.connect(NetSide.at(address, wild.getLocalPort())));
                out.note("loopback", client.getInetAddress().isLoopbackAddress());
                out.note("port", client.getPort() == wild.getLocalPort());
                out.note("accepted", out.keep(wild.accept()).getPort() == client.getLocalPort());
            });
        }
        for (String address : List.of("127.0.0.1", "::1", "0.0.0.0", "::")) {
            add("a listener on " + address, (side, out) -> {
                ServerSocket server = out.keep(side.server());
                server.bind(NetSide.at(address, 0));
                int port = out.port("server", server.getLocalPort());
                out.note("address", server.getLocalSocketAddress());
                out.note("text", server);
                for (String way : List.of("127.0.0.1", "::1")) {
                    Socket client = out.keep(side.socket());
                    out.does("connect to " + way, () -> client.connect(NetSide.at(way, port)));
                }
            });
        }
        add("a socket bound before it connects", (side, out) -> {
            ServerSocket listener = side.listener(out);
            Socket client = out.keep(side.socket());
            client.bind(NetSide.at("127.0.0.3", 0));
            out.port("client", client.getLocalPort());
            out.note("bound", client.getLocalSocketAddress());
            client.connect(listener.getLocalSocketAddress());
            out.note("connected", client.getLocalSocketAddress());
            out.note("seen as", out.keep(listener.accept()).getRemoteSocketAddress());
        });
        add("a socket bound to no address before it connects", (side, out) -> {
            ServerSocket listener = side.listener(out);
            Socket client = out.keep(side.socket());
            client.bind(null);
            int port = out.port("client", client.getLocalPort());
            out.note("bound", client.getLocalSocketAddress());
            client.connect(listener.getLocalSocketAddress());
            out.note("connected", client.getLocalSocketAddress());
            out.note("same port", client.getLocalPort() == port);
        });
        add("a socket bound to IPv6 that connects to IPv4", (side, out) -> {
            ServerSocket listener = side.listener(out);
            Socket client = out.keep(side.socket());
            client.bind(NetSide.at("::1", 0));
            out.does("connect", () -> client.connect(listener.getLocalSocketAddress()));
        });
    }

    private void binds() {
        binds("a taken port", "127.0.0.1", "127.0.0.1", false);
        binds("a port taken by all addresses", "0.0.0.0", "127.0.0.1", false);
        binds("all addresses of a taken port", "127.0.0.1", "0.0.0.0", false);
        binds("a port of another address", "127.0.0.1", "127.0.0.2", false);
        binds("a port of the other family", "127.0.0.1", "::1", false);
        binds("a port taken by both families", "::", "127.0.0.1", false);
        binds("a taken port with reuse", "127.0.0.1", "127.0.0.1", true);
        binds("a port taken by all addresses, with reuse", "0.0.0.0", "127.0.0.1", true);
        add("a bind to an address of another host", (side, out) -> {
            Socket socket = out.keep(side.socket());
            out.does("bind", () -> socket.bind(NetSide.at("192.0.2.7", 0)));
            out.does("then to our own", () -> socket.bind(NetSide.at("127.0.0.1", 0)));
        });
        add("two listeners with SO_REUSEPORT on one port", (side, out) -> {
            ServerSocket first = out.keep(side.server());
            first.setOption(java.net.StandardSocketOptions.SO_REUSEPORT, true);
            first.bind(NetSide.at("127.0.0.1", 0));
            ServerSocket second = out.keep(side.server());
            second.setOption(java.net.StandardSocketOptions.SO_REUSEPORT, true);
            out.does("bind", () -> second.bind(first.getLocalSocketAddress()));
            out.does("bind without", () -> out.keep(side.server()).bind(first.getLocalSocketAddress()));
        });
        add("a listener where a connection was closed a moment ago", (side, out) -> {
            ServerSocket listener = side.listener(out);
            NetSide.Pair pair = side.pair(out, listener);
            pair.server().close();
            pair.client().close();
            listener.close();
            out.does(
                    "bind again", () -> out.keep(side.server()).bind(NetSide.at("127.0.0.1", listener.getLocalPort())));
        });
        add("ephemeral ports differ and are in the usual range", (side, out) -> {
            ServerSocket first = side.listener(out);
            ServerSocket second = side.listener(out);
            out.note("differ", first.getLocalPort() != second.getLocalPort());
            out.note("range", first.getLocalPort() >= 32_768 && first.getLocalPort() < 61_000);
        });
    }

    private void binds(String name, String first, String second, boolean reuse) {
        add("a bind to " + name, (side, out) -> {
            ServerSocket one = out.keep(side.server());
            one.setReuseAddress(reuse);
            one.bind(NetSide.at(first, 0));
            int port = out.port("taken", one.getLocalPort());
            ServerSocket other = out.keep(side.server());
            other.setReuseAddress(reuse);
            out.does("bind a listener", () -> other.bind(NetSide.at(second, port)));
            out.note("bound", other.isBound());
            Socket client = out.keep(side.socket());
            client.setReuseAddress(reuse);
            out.does("bind a socket", () -> client.bind(NetSide.at(second, port)));
        });
    }

    private void listeners() {
        add("connections are accepted in their order", (side, out) -> {
            ServerSocket listener = side.listener(out);
            for (int i = 0; i < 4; i++) {
                Socket client = out.keep(side.socket());
                client.connect(listener.getLocalSocketAddress());
                client.getOutputStream().write(i);
            }
            for (int i = 0; i < 4; i++) {
                out.note(
                        "accepted " + i,
                        out.keep(listener.accept()).getInputStream().read());
            }
        });
        add("a closed listener refuses, and resets who waits", (side, out) -> {
            ServerSocket listener = side.listener(out);
            Socket accepted = side.pair(out, listener).server();
            Socket waits = out.keep(side.socket());
            waits.connect(listener.getLocalSocketAddress());
            listener.close();
            out.does("connect", () -> out.keep(side.socket()).connect(listener.getLocalSocketAddress()));
            out.tries("who was not accepted reads", () -> waits.getInputStream().read());
            out.note("who was accepted", accepted.isConnected());
        });
        add("a connection that ends before it is accepted", (side, out) -> {
            ServerSocket listener = side.listener(out);
            Socket client = side.socket();
            client.connect(listener.getLocalSocketAddress());
            client.getOutputStream().write(7);
            client.close();
            Socket accepted = out.keep(listener.accept());
            out.tries("read", () -> accepted.getInputStream().readAllBytes());
        });
        add("a connection that is reset before it is accepted", (side, out) -> {
            ServerSocket listener = side.listener(out);
            Socket client = side.socket();
            client.connect(listener.getLocalSocketAddress());
            client.setSoLinger(true, 0);
            client.close();
            Socket accepted = out.keep(listener.accept());
            out.tries("read", () -> accepted.getInputStream().read());
        });
        add("a backlog below one is the usual one", (side, out) -> {
            ServerSocket listener = out.keep(side.server());
            listener.bind(NetSide.at("127.0.0.1", 0), -1);
            for (int i = 0; i < 10; i++) {
                out.keep(side.socket()).connect(listener.getLocalSocketAddress(), 5000);
            }
            out.note("accepted", out.keep(listener.accept()).isConnected());
        });
    }

    private void factories() {
        add("an urgent byte is passed over, and read in its place if asked", (side, out) -> {
            NetSide.Pair pair = side.pair(out);
            pair.client().getOutputStream().write(1);
            pair.client().sendUrgentData(99);
            pair.client().getOutputStream().write(2);
            pair.client().shutdownOutput();
            out.note("passed over", pair.server().getInputStream().readAllBytes());
            NetSide.Pair inline = side.pair(out);
            inline.server().setOOBInline(true);
            inline.client().getOutputStream().write(1);
            inline.client().sendUrgentData(0x1FF);
            inline.client().getOutputStream().write(2);
            inline.client().shutdownOutput();
            out.note("in its place", inline.server().getInputStream().readAllBytes());
        });
        add("factories make what constructors make", (side, out) -> {
            ServerSocket listener = out.keep(side.servers().createServerSocket(0, 5, NetSide.loopback()));
            int port = out.port("server", listener.getLocalPort());
            InetAddress here = NetSide.loopback();
            for (Socket socket : List.of(
                    side.sockets().createSocket(here, port),
                    side.sockets().createSocket("127.0.0.1", port),
                    side.sockets().createSocket(here, port, here, 0),
                    side.sockets().createSocket("127.0.0.1", port, here, 0),
                    side.sockets().createSocket((@Nullable String) null, port))) {
                out.keep(socket);
                out.note("connected to", socket.getRemoteSocketAddress());
            }
            out.note("unconnected", out.keep(side.sockets().createSocket()));
            out.note("unbound", out.keep(side.servers().createServerSocket()));
            out.note("wildcard", out.keep(side.servers().createServerSocket(0)));
            out.note("with backlog", out.keep(side.servers().createServerSocket(0, 3)));
        });
        add("factories refuse what constructors refuse", (side, out) -> {
            int port = freePort(side, out);
            out.tries("refused", () -> side.sockets().createSocket("127.0.0.1", port));
            out.tries("unresolved", () -> side.sockets().createSocket("no such name", port));
            out.tries("port too large", () -> side.sockets().createSocket("127.0.0.1", 65_536));
            out.tries("no address", () -> side.sockets().createSocket((InetAddress) null, port));
            out.tries("listener's port too large", () -> side.servers().createServerSocket(65_536));
            out.tries("listener's port below zero", () -> side.servers().createServerSocket(-1));
        });
    }
}

package jackfield.socket.parity;

import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardSocketOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** What each call of a listener answers in each state: fresh, bound, closed. */
final class ServerStateCases {
    /** One call on a listener. */
    @FunctionalInterface
    private interface Call {
        Object on(ServerSocket server) throws Exception;
    }

    /** A call that answers nothing. */
    @FunctionalInterface
    private interface Action {
        void on(ServerSocket server) throws Exception;
    }

    private final List<Case<NetSide>> cases = new ArrayList<>();

    private ServerStateCases() {}

    static List<Case<NetSide>> all() {
        var all = new ServerStateCases();
        all.looks();
        all.options();
        return all.cases;
    }

    private void asks(String name, Call call) {
        cases.add(new Case<>("a listener's " + name + " in each state", (side, out) -> {
            ServerSocket fresh = out.keep(side.server());
            out.tries("fresh", () -> call.on(fresh));
            out.tries("bound", () -> call.on(side.listener(out)));
            ServerSocket wild = out.keep(side.server());
            wild.bind(null);
            out.port("wild", wild.getLocalPort());
            out.tries("bound to no address", () -> call.on(wild));
            ServerSocket closed = side.server();
            closed.close();
            out.tries("closed", () -> call.on(closed));
            ServerSocket gone = side.listener(out);
            gone.close();
            out.tries("closed after bind", () -> call.on(gone));
        }));
    }

    private void does(String name, Action action) {
        asks(name, server -> {
            action.on(server);
            return "done";
        });
    }

    private void looks() {
        asks("flags", server -> List.of(server.isBound(), server.isClosed()));
        asks("address", server -> String.valueOf(server.getInetAddress()));
        asks("local port", server -> ":" + server.getLocalPort());
        asks("local socket address", server -> String.valueOf(server.getLocalSocketAddress()));
        asks("text", ServerSocket::toString);
        asks("channel", server -> String.valueOf(server.getChannel()));
        asks("supported options of the JDK's", server -> {
            var names = new TreeSet<String>();
            server.supportedOptions().stream()
                    .filter(option -> !(option instanceof jackfield.socket.SocketOption<?>))
                    .forEach(option -> names.add(option.name()));
            return names;
        });
        does("bind to null", server -> server.bind(null));
        does("bind to an unresolved name", server -> server.bind(InetSocketAddress.createUnresolved("no.name", 0)));
        does("bind to an address that is none of ours", server -> server.bind(new java.net.SocketAddress() {}));
        does("bind to an address of another host", server -> server.bind(NetSide.at("192.0.2.1", 0)));
        does("accept where nobody comes", server -> {
            server.setSoTimeout(1);
            server.accept();
        });
        does("close twice", server -> {
            server.close();
            server.close();
        });
    }

    private void options() {
        asks("getSoTimeout", ServerSocket::getSoTimeout);
        asks("getReuseAddress", ServerSocket::getReuseAddress);
        asks("getReceiveBufferSize", ServerSocket::getReceiveBufferSize);
        asks("setSoTimeout", server -> {
            server.setSoTimeout(77);
            return server.getSoTimeout();
        });
        does("setSoTimeout below zero", server -> server.setSoTimeout(-1));
        asks("setReuseAddress", server -> {
            server.setReuseAddress(false);
            return server.getReuseAddress();
        });
        asks("setReceiveBufferSize", server -> {
            server.setReceiveBufferSize(30_000);
            return server.getReceiveBufferSize();
        });
        does("setReceiveBufferSize of 0", server -> server.setReceiveBufferSize(0));
        asks(
                "setOption of SO_RCVBUF",
                server -> server.setOption(StandardSocketOptions.SO_RCVBUF, 40_000)
                        .getOption(StandardSocketOptions.SO_RCVBUF));
        asks(
                "setOption of IP_TOS",
                server -> server.setOption(StandardSocketOptions.IP_TOS, 16).getOption(StandardSocketOptions.IP_TOS));
        does("setOption of TCP_NODELAY", server -> server.setOption(StandardSocketOptions.TCP_NODELAY, true));
        does("getOption of null", server -> server.getOption(null));
    }
}

package jackfield.socket.parity;

import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** What each call of a socket answers in each state: fresh, bound, connected, half closed, closed. */
final class SocketStateCases {
    /** One call on a socket. */
    @FunctionalInterface
    private interface Call {
        Object on(Socket socket) throws Exception;
    }

    /** A call that answers nothing. */
    @FunctionalInterface
    private interface Action {
        void on(Socket socket) throws Exception;
    }

    private final List<Case<NetSide>> cases = new ArrayList<>();

    private SocketStateCases() {}

    static List<Case<NetSide>> all() {
        var all = new SocketStateCases();
        all.looks();
        all.getters();
        all.setters();
        all.calls();
        return all.cases;
    }

    private void asks(String name, Call call) {
        cases.add(new Case<>("a socket's " + name + " in each state", (side, out) -> {
            Socket fresh = out.keep(side.socket());
            out.tries("fresh", () -> call.on(fresh));
            Socket bound = out.keep(side.socket());
            bound.bind(NetSide.at("127.0.0.1", 0));
            out.port("bound", bound.getLocalPort());
            out.tries("bound", () -> call.on(bound));
            NetSide.Pair pair = side.pair(out);
            out.tries("connected", () -> call.on(pair.client()));
            out.tries("accepted", () -> call.on(pair.server()));
            NetSide.Pair half = side.pair(out);
            half.client().shutdownInput();
            half.server().shutdownOutput();
            out.tries("input shut", () -> call.on(half.client()));
            out.tries("output shut", () -> call.on(half.server()));
            Socket closed = side.socket();
            closed.close();
            out.tries("closed", () -> call.on(closed));
            NetSide.Pair gone = side.pair(out);
            gone.client().close();
            out.tries("closed after a connection", () -> call.on(gone.client()));
        }));
    }

    private void does(String name, Action action) {
        asks(name, socket -> {
            action.on(socket);
            return "done";
        });
    }

    private void looks() {
        asks(
                "flags",
                socket -> List.of(
                        socket.isBound(),
                        socket.isConnected(),
                        socket.isClosed(),
                        socket.isInputShutdown(),
                        socket.isOutputShutdown()));
        asks("local address", Socket::getLocalAddress);
        asks("local socket address", Socket::getLocalSocketAddress);
        asks("address", socket -> String.valueOf(socket.getInetAddress()));
        asks("remote socket address", socket -> String.valueOf(socket.getRemoteSocketAddress()));
        asks("port", socket -> ":" + socket.getPort());
        asks("local port", socket -> ":" + socket.getLocalPort());
        asks("text", Socket::toString);
        asks("channel", socket -> String.valueOf(socket.getChannel()));
        asks("supported options of the JDK's", socket -> {
            var names = new TreeSet<String>();
            socket.supportedOptions().stream()
                    .filter(option -> !(option instanceof jackfield.socket.SocketOption<?>))
                    .forEach(option -> names.add(option.name()));
            return names;
        });
    }

    private void getters() {
        asks("getTcpNoDelay", Socket::getTcpNoDelay);
        asks("getSoLinger", Socket::getSoLinger);
        asks("getSoTimeout", Socket::getSoTimeout);
        asks("getOOBInline", Socket::getOOBInline);
        asks("getKeepAlive", Socket::getKeepAlive);
        asks("getReuseAddress", Socket::getReuseAddress);
        asks("getTrafficClass", Socket::getTrafficClass);
        asks("getOption of TCP_NODELAY", socket -> socket.getOption(StandardSocketOptions.TCP_NODELAY));
        asks("getOption of another kind", socket -> socket.getOption(StandardSocketOptions.SO_BROADCAST));
    }

    private void setters() {
        asks("setTcpNoDelay", socket -> {
            socket.setTcpNoDelay(true);
            return socket.getTcpNoDelay();
        });
        asks("setSoLinger", socket -> {
            socket.setSoLinger(true, 70_000);
            return socket.getSoLinger();
        });
        asks("setSoTimeout", socket -> {
            socket.setSoTimeout(1234);
            return socket.getSoTimeout();
        });
        does("setSoTimeout below zero", socket -> socket.setSoTimeout(-1));
        does("setSoLinger below zero", socket -> socket.setSoLinger(true, -1));
        asks("setKeepAlive", socket -> {
            socket.setKeepAlive(true);
            return socket.getKeepAlive();
        });
        asks("setOOBInline", socket -> {
            socket.setOOBInline(true);
            return socket.getOOBInline();
        });
        asks("setReuseAddress", socket -> {
            socket.setReuseAddress(true);
            return socket.getReuseAddress();
        });
        asks("setTrafficClass", socket -> {
            socket.setTrafficClass(0x28);
            return socket.getTrafficClass();
        });
        does("setTrafficClass out of range", socket -> socket.setTrafficClass(256));
        asks("setReceiveBufferSize", socket -> {
            socket.setReceiveBufferSize(20_000);
            return socket.getReceiveBufferSize();
        });
        asks("setSendBufferSize", socket -> {
            socket.setSendBufferSize(20_000);
            return socket.getSendBufferSize();
        });
        does("setReceiveBufferSize of 0", socket -> socket.setReceiveBufferSize(0));
        does("setSendBufferSize of 0", socket -> socket.setSendBufferSize(0));
        asks(
                "setOption of SO_LINGER",
                socket -> socket.setOption(StandardSocketOptions.SO_LINGER, 5)
                        .getOption(StandardSocketOptions.SO_LINGER));
    }

    private void calls() {
        asks("getInputStream", socket -> socket.getInputStream().available());
        does("getOutputStream", socket -> socket.getOutputStream().write(new byte[0]));
        does("shutdownInput", Socket::shutdownInput);
        does("shutdownInput twice", socket -> {
            socket.shutdownInput();
            socket.shutdownInput();
        });
        does("shutdownOutput", Socket::shutdownOutput);
        does("shutdownOutput twice", socket -> {
            socket.shutdownOutput();
            socket.shutdownOutput();
        });
        does("sendUrgentData", socket -> socket.sendUrgentData(7));
        does("bind to null", socket -> {
            socket.bind(null);
            socket.bind(null);
        });
        does("connect to null", socket -> socket.connect(null));
        does("connect with a negative time-out", socket -> socket.connect(NetSide.at("127.0.0.1", 9), -1));
        does("connect to an address that is none of ours", socket -> socket.connect(new java.net.SocketAddress() {}));
        does(
                "connect to an unresolved name",
                socket -> socket.connect(InetSocketAddress.createUnresolved("no.such.name", 80)));
        does("close twice", socket -> {
            socket.close();
            socket.close();
        });
        asks("stream, which is always the same,", socket -> {
            InputStream in = socket.getInputStream();
            return in.equals(socket.getInputStream());
        });
        does("close by its stream", socket -> {
            socket.getOutputStream().close();
            socket.getInputStream().close();
        });
    }
}

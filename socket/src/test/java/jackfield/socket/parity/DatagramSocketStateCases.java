package jackfield.socket.parity;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import jdk.net.ExtendedSocketOptions;

/** What each call of a datagram socket answers in each state: unbound, bound, connected, closed. */
final class DatagramSocketStateCases {
    /** One call on a socket. */
    @FunctionalInterface
    private interface Call {
        Object on(DatagramSocket socket) throws Exception;
    }

    /** A call that answers nothing. */
    @FunctionalInterface
    private interface Action {
        void on(DatagramSocket socket) throws Exception;
    }

    private final List<Case<NetSide>> cases = new ArrayList<>();

    private DatagramSocketStateCases() {}

    static List<Case<NetSide>> all() {
        var all = new DatagramSocketStateCases();
        all.looks();
        all.options();
        all.calls();
        return all.cases;
    }

    private void asks(String name, Call call) {
        cases.add(new Case<>("a datagram socket's " + name + " in each state", (side, out) -> {
            DatagramSocket unbound = out.keep(side.datagrams(null));
            out.tries("unbound", () -> call.on(unbound));
            DatagramSocket bound = DatagramSocketCases.bound(side, out, "bound");
            out.tries("bound", () -> call.on(bound));
            DatagramSocket wild = out.keep(side.datagrams(new InetSocketAddress(0)));
            out.port("wild", wild.getLocalPort());
            out.tries("bound to no address", () -> call.on(wild));
            DatagramSocket connected = DatagramSocketCases.bound(side, out, "connected");
            connected.connect(DatagramSocketCases.bound(side, out, "peer").getLocalSocketAddress());
            out.tries("connected", () -> call.on(connected));
            DatagramSocket closed = DatagramSocketCases.bound(side, out, "closed");
            closed.close();
            out.tries("closed", () -> call.on(closed));
            DatagramSocket gone = DatagramSocketCases.bound(side, out, "gone");
            gone.connect(DatagramSocketCases.bound(side, out, "other").getLocalSocketAddress());
            gone.close();
            out.tries("closed after connect", () -> call.on(gone));
        }));
    }

    private void does(String name, Action action) {
        asks(name, socket -> {
            action.on(socket);
            return "done";
        });
    }

    private void looks() {
        asks("flags", socket -> List.of(socket.isBound(), socket.isConnected(), socket.isClosed()));
        asks("local address", socket -> String.valueOf(socket.getLocalAddress()));
        asks("local socket address", socket -> String.valueOf(socket.getLocalSocketAddress()));
        asks("local port", socket -> ":" + socket.getLocalPort());
        asks("address", socket -> String.valueOf(socket.getInetAddress()));
        asks("port", socket -> ":" + socket.getPort());
        asks("remote socket address", socket -> String.valueOf(socket.getRemoteSocketAddress()));
        asks("supported options of the JDK's", socket -> {
            var names = new TreeSet<String>();
            socket.supportedOptions().stream()
                    .filter(option -> !(option instanceof jackfield.socket.SocketOption<?>))
                    .forEach(option -> names.add(option.name()));
            return names;
        });
    }

    private void options() {
        asks("getSoTimeout", DatagramSocket::getSoTimeout);
        asks("getBroadcast", DatagramSocket::getBroadcast);
        asks("getReuseAddress", DatagramSocket::getReuseAddress);
        asks("getTrafficClass", DatagramSocket::getTrafficClass);
        asks("buffers", socket -> List.of(socket.getReceiveBufferSize(), socket.getSendBufferSize()));
        asks("setSoTimeout", socket -> {
            socket.setSoTimeout(9);
            return socket.getSoTimeout();
        });
        does("setSoTimeout below zero", socket -> socket.setSoTimeout(-1));
        asks("setBroadcast", socket -> {
            socket.setBroadcast(false);
            return socket.getBroadcast();
        });
        asks("setReuseAddress", socket -> {
            socket.setReuseAddress(true);
            return socket.getReuseAddress();
        });
        asks("setTrafficClass", socket -> {
            socket.setTrafficClass(255);
            return socket.getTrafficClass();
        });
        does("setTrafficClass out of range", socket -> socket.setTrafficClass(-1));
        asks("setReceiveBufferSize", socket -> {
            socket.setReceiveBufferSize(50_000);
            return socket.getReceiveBufferSize();
        });
        asks("setSendBufferSize", socket -> {
            socket.setSendBufferSize(50_000);
            return socket.getSendBufferSize();
        });
        does("setReceiveBufferSize of 0", socket -> socket.setReceiveBufferSize(0));
        does("setSendBufferSize of 0", socket -> socket.setSendBufferSize(0));
        asks(
                "IP_MULTICAST_TTL",
                socket -> List.of(
                        socket.getOption(StandardSocketOptions.IP_MULTICAST_TTL),
                        socket.setOption(StandardSocketOptions.IP_MULTICAST_TTL, 7)
                                .getOption(StandardSocketOptions.IP_MULTICAST_TTL)));
        asks(
                "IP_DONTFRAGMENT",
                socket -> List.of(
                        socket.getOption(ExtendedSocketOptions.IP_DONTFRAGMENT),
                        socket.setOption(ExtendedSocketOptions.IP_DONTFRAGMENT, true)
                                .getOption(ExtendedSocketOptions.IP_DONTFRAGMENT)));
        does("setOption of TCP_NODELAY", socket -> socket.setOption(StandardSocketOptions.TCP_NODELAY, true));
        does("setOption of null", socket -> socket.setOption(StandardSocketOptions.SO_RCVBUF, null));
        does("getOption of null", socket -> socket.getOption(null));
        does("setOption out of range", socket -> socket.setOption(StandardSocketOptions.IP_MULTICAST_TTL, 256));
    }

    /** {@return whether null is refused; how the virtual machine words it depends on how a class was compiled} */
    private static boolean isRefused(Transcript.Action action) throws Exception {
        try {
            action.run();
            return false;
        } catch (NullPointerException e) {
            return true;
        }
    }

    private void calls() {
        does("bind to null", socket -> socket.bind(null));
        does("bind to an unresolved name", socket -> socket.bind(InetSocketAddress.createUnresolved("no.name", 1)));
        does("bind to an address that is none of ours", socket -> socket.bind(new java.net.SocketAddress() {}));
        does("bind to an address of another host", socket -> socket.bind(NetSide.at("192.0.2.1", 0)));
        does("connect to null", socket -> socket.connect(null));
        does("connect to no address", socket -> socket.connect(null, 9));
        does("connect to port 0", socket -> socket.connect(NetSide.at("127.0.0.1", 0)));
        does("connect to a port out of range", socket -> socket.connect(NetSide.loopback(), 70_000));
        does(
                "connect to an unresolved name",
                socket -> socket.connect(InetSocketAddress.createUnresolved("no.name", 1)));
        does("disconnect", DatagramSocket::disconnect);
        does("close twice", socket -> {
            socket.close();
            socket.close();
        });
        does("send of a packet to nobody", socket -> socket.send(new DatagramPacket(new byte[1], 1)));
        does(
                "send of a packet to port 0",
                socket -> socket.send(new DatagramPacket(new byte[1], 1, NetSide.loopback(), 0)));
        does(
                "send of a packet to another than the peer",
                socket -> socket.send(new DatagramPacket(new byte[1], 1, NetSide.loopback(), 9)));
        asks("send of null", socket -> isRefused(() -> socket.send(null)));
        does("receive where nobody sends", socket -> {
            socket.setSoTimeout(1);
            socket.receive(new DatagramPacket(new byte[1], 1));
        });
        asks("receive of null", socket -> isRefused(() -> socket.receive(null)));
        does("joinGroup of what is no group", socket -> socket.joinGroup(NetSide.at("127.0.0.1", 0), null));
        does("joinGroup of what is no address", socket -> socket.joinGroup(new java.net.SocketAddress() {}, null));
        does("leaveGroup of a group never joined", socket -> socket.leaveGroup(NetSide.at("224.0.0.9", 0), null));
    }
}

package jackfield.socket.parity;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Datagrams between sockets: whole, cut, refused, waited for. */
final class DatagramSocketCases {
    private static final Duration SHORT = Duration.ofMillis(60);

    private DatagramSocketCases() {}

    private static Case<NetSide> of(String name, Case.Program<NetSide> program) {
        return new Case<>(name, program);
    }

    /** {@return a socket on 127.0.0.1 whose port is named} */
    static DatagramSocket bound(NetSide side, Transcript out, String name) throws IOException {
        DatagramSocket socket = out.keep(side.datagrams(NetSide.at("127.0.0.1", 0)));
        out.port(name, socket.getLocalPort());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static DatagramPacket packet(SocketAddress to, int... octets) {
        var bytes = new byte[octets.length];
        for (int i = 0; i < octets.length; i++) {
            bytes[i] = (byte) octets[i];
        }
        return new DatagramPacket(bytes, bytes.length, to);
    }

    private static void receives(Transcript out, String what, DatagramSocket socket, DatagramPacket into) {
        out.tries(what, () -> {
            socket.receive(into);
            byte[] got = Arrays.copyOfRange(into.getData(), into.getOffset(), into.getOffset() + into.getLength());
            return Arrays.toString(got) + " from " + into.getSocketAddress();
        });
    }

    private static DatagramPacket room(int bytes) {
        return new DatagramPacket(new byte[bytes], bytes);
    }

    static List<Case<NetSide>> all() {
        var all = new ArrayList<>(transfers());
        all.addAll(connections());
        all.addAll(waits());
        return all;
    }

    private static List<Case<NetSide>> transfers() {
        var all = new ArrayList<Case<NetSide>>();
        all.addAll(arrivals());
        all.addAll(lengths());
        return all;
    }

    private static List<Case<NetSide>> arrivals() {
        return List.of(
                of("a datagram arrives with its sender", (side, out) -> {
                    DatagramSocket a = bound(side, out, "a");
                    DatagramSocket b = bound(side, out, "b");
                    a.send(packet(b.getLocalSocketAddress(), 1, 2, 3));
                    receives(out, "b", b, room(10));
                }),
                of("a datagram over IPv6 arrives with its sender", (side, out) -> {
                    DatagramSocket a = out.keep(side.datagrams(NetSide.at("::1", 0)));
                    DatagramSocket b = out.keep(side.datagrams(NetSide.at("::1", 0)));
                    out.port("a", a.getLocalPort());
                    a.send(packet(b.getLocalSocketAddress(), 4));
                    receives(out, "b", b, room(10));
                }),
                of("a socket of no address speaks both families", (side, out) -> {
                    DatagramSocket wild = out.keep(side.datagrams(new java.net.InetSocketAddress(0)));
                    int port = out.port("wild", wild.getLocalPort());
                    DatagramSocket four = bound(side, out, "four");
                    four.send(packet(NetSide.at("127.0.0.1", port), 4));
                    receives(out, "over IPv4", wild, room(4));
                    DatagramSocket six = out.keep(side.datagrams(NetSide.at("::1", 0)));
                    out.port("six", six.getLocalPort());
                    six.send(packet(NetSide.at("::1", port), 6));
                    receives(out, "over IPv6", wild, room(4));
                    wild.send(packet(four.getLocalSocketAddress(), 5));
                    receives(out, "answer", four, room(4));
                }),
                of("a datagram longer than its packet is cut", (side, out) -> {
                    DatagramSocket a = bound(side, out, "a");
                    DatagramSocket b = bound(side, out, "b");
                    a.send(packet(b.getLocalSocketAddress(), 1, 2, 3, 4));
                    a.send(packet(b.getLocalSocketAddress(), 5));
                    receives(out, "cut", b, room(2));
                    receives(out, "next", b, room(2));
                }),
                of("one packet serves for many receives", (side, out) -> {
                    DatagramSocket a = bound(side, out, "a");
                    DatagramSocket b = bound(side, out, "b");
                    DatagramPacket into = room(6);
                    for (int[] octets : new int[][] {{1}, {1, 2, 3, 4, 5}, {}, {1, 2, 3, 4, 5, 6, 7}, {9, 9}}) {
                        a.send(packet(b.getLocalSocketAddress(), octets));
                        receives(out, octets.length + " bytes", b, into);
                    }
                    into.setLength(3);
                    a.send(packet(b.getLocalSocketAddress(), 1, 2, 3, 4, 5));
                    receives(out, "into three", b, into);
                }),
                of("a datagram lands at the packet's offset", (side, out) -> {
                    DatagramSocket a = bound(side, out, "a");
                    DatagramSocket b = bound(side, out, "b");
                    a.send(new DatagramPacket(new byte[] {0, 1, 2, 3, 4}, 1, 3, b.getLocalSocketAddress()));
                    var into = new DatagramPacket(new byte[8], 2, 5);
                    receives(out, "b", b, into);
                    out.note("whole array", into.getData());
                }));
    }

    private static List<Case<NetSide>> lengths() {
        return List.of(
                of("an empty datagram arrives", (side, out) -> {
                    DatagramSocket a = bound(side, out, "a");
                    DatagramSocket b = bound(side, out, "b");
                    a.send(packet(b.getLocalSocketAddress()));
                    receives(out, "b", b, room(4));
                    a.send(packet(b.getLocalSocketAddress(), 1, 2));
                    receives(out, "into no room", b, room(0));
                }),
                of("the longest datagram passes, a longer one does not", (side, out) -> {
                    DatagramSocket a = bound(side, out, "a");
                    DatagramSocket b = bound(side, out, "b");
                    a.setSendBufferSize(200_000);
                    b.setReceiveBufferSize(200_000);
                    out.does(
                            "longest",
                            () -> a.send(new DatagramPacket(new byte[65_507], 65_507, b.getLocalSocketAddress())));
                    DatagramPacket into = room(65_535);
                    b.receive(into);
                    out.note("received", into.getLength());
                    out.does(
                            "too long",
                            () -> a.send(new DatagramPacket(new byte[65_508], 65_508, b.getLocalSocketAddress())));
                    a.connect(b.getLocalSocketAddress());
                    out.does("too long, connected", () -> a.send(new DatagramPacket(new byte[65_508], 65_508)));
                }),
                of("a send binds", (side, out) -> {
                    DatagramSocket a = out.keep(side.datagrams(null));
                    DatagramSocket b = bound(side, out, "b");
                    a.send(packet(b.getLocalSocketAddress(), 1));
                    out.note("bound", a.isBound());
                    out.port("a", a.getLocalPort());
                    out.note("local", a.getLocalSocketAddress());
                    receives(out, "b", b, room(4));
                }),
                of("a broadcast needs leave", (side, out) -> {
                    DatagramSocket a = bound(side, out, "a");
                    a.setBroadcast(false);
                    out.does("send", () -> a.send(packet(NetSide.at("127.255.255.255", 9), 1)));
                }),
                of("a datagram to the other family than the socket's address", (side, out) -> {
                    DatagramSocket four = bound(side, out, "four");
                    out.does("to IPv6", () -> four.send(packet(NetSide.at("::1", 9), 1)));
                    DatagramSocket six = out.keep(side.datagrams(NetSide.at("::1", 0)));
                    out.does("to IPv4", () -> six.send(packet(NetSide.at("127.0.0.1", 9), 1)));
                }),
                of("a datagram that must not be cut", (side, out) -> {
                    DatagramSocket a = bound(side, out, "a");
                    DatagramSocket b = bound(side, out, "b");
                    a.setOption(jdk.net.ExtendedSocketOptions.IP_DONTFRAGMENT, true);
                    out.does("short", () -> a.send(packet(b.getLocalSocketAddress(), 1)));
                    receives(out, "b", b, room(4));
                }));
    }

    private static List<Case<NetSide>> connections() {
        var all = new ArrayList<Case<NetSide>>();
        all.addAll(peers());
        all.addAll(unreachable());
        all.addAll(shared());
        return all;
    }

    private static List<Case<NetSide>> peers() {
        return List.of(
                of("a connected socket hears only its peer", (side, out) -> {
                    DatagramSocket a = bound(side, out, "a");
                    DatagramSocket b = bound(side, out, "b");
                    DatagramSocket stranger = bound(side, out, "stranger");
                    b.connect(a.getLocalSocketAddress());
                    stranger.send(packet(b.getLocalSocketAddress(), 7));
                    a.send(packet(b.getLocalSocketAddress(), 8));
                    receives(out, "b", b, room(4));
                }),
                of("connect throws away what came before", (side, out) -> {
                    DatagramSocket a = bound(side, out, "a");
                    DatagramSocket b = bound(side, out, "b");
                    DatagramSocket stranger = bound(side, out, "stranger");
                    stranger.send(packet(b.getLocalSocketAddress(), 7));
                    b.connect(a.getLocalSocketAddress());
                    a.send(packet(b.getLocalSocketAddress(), 8));
                    receives(out, "b", b, room(4));
                }),
                of("a connected socket needs no address on its packets", (side, out) -> {
                    DatagramSocket a = bound(side, out, "a");
                    DatagramSocket b = bound(side, out, "b");
                    a.connect(b.getLocalSocketAddress());
                    DatagramPacket packet = room(1);
                    a.send(packet);
                    out.note("packet", packet.getSocketAddress());
                    receives(out, "b", b, room(4));
                    out.does("to the peer by name", () -> a.send(packet(b.getLocalSocketAddress(), 2)));
                    out.does("to another", () -> a.send(packet(NetSide.at("127.0.0.1", 9), 3)));
                }),
                of("a disconnected socket keeps its port and hears all", (side, out) -> {
                    DatagramSocket a = bound(side, out, "a");
                    DatagramSocket b = bound(side, out, "b");
                    DatagramSocket stranger = bound(side, out, "stranger");
                    b.connect(a.getLocalSocketAddress());
                    out.note("connected", b.getLocalSocketAddress() + " " + b.getRemoteSocketAddress());
                    b.disconnect();
                    out.note("disconnected", b.getLocalSocketAddress() + " " + b.getRemoteSocketAddress());
                    stranger.send(packet(b.getLocalSocketAddress(), 7));
                    receives(out, "b", b, room(4));
                }),
                of("a socket of no address takes one with its peer, and gives it back", (side, out) -> {
                    DatagramSocket b = out.keep(side.datagrams(new java.net.InetSocketAddress(0)));
                    out.port("b", b.getLocalPort());
                    DatagramSocket a = bound(side, out, "a");
                    out.note("at first", b.getLocalSocketAddress());
                    b.connect(a.getLocalSocketAddress());
                    out.note("connected", b.getLocalSocketAddress());
                    b.disconnect();
                    out.note("disconnected", b.getLocalSocketAddress());
                }));
    }

    private static List<Case<NetSide>> unreachable() {
        return List.of(
                of("a second connect takes another peer", (side, out) -> {
                    DatagramSocket a = bound(side, out, "a");
                    DatagramSocket b = bound(side, out, "b");
                    DatagramSocket c = bound(side, out, "c");
                    a.connect(b.getLocalSocketAddress());
                    a.connect(c.getLocalSocketAddress());
                    out.note("peer", a.getRemoteSocketAddress());
                    a.send(room(2));
                    receives(out, "c", c, room(4));
                }),
                of("a port unreachable is told to a connected socket", (side, out) -> {
                    DatagramSocket gone = bound(side, out, "gone");
                    DatagramSocket a = bound(side, out, "a");
                    a.connect(gone.getLocalSocketAddress());
                    gone.close();
                    out.does("send", () -> a.send(room(1)));
                    receives(out, "receive", a, room(4));
                    out.does("send again", () -> a.send(room(1)));
                    out.does("and again", () -> a.send(room(1)));
                }),
                of("a port unreachable ends a receive that waits", (side, out) -> {
                    DatagramSocket gone = bound(side, out, "gone");
                    DatagramSocket a = bound(side, out, "a");
                    a.connect(gone.getLocalSocketAddress());
                    gone.close();
                    Calling<?> receiving = out.calling(() -> {
                                a.receive(room(4));
                                return "done";
                            })
                            .untilBlocked();
                    out.does("send", () -> a.send(room(1)));
                    out.answer("receive", receiving);
                }),
                of("a port unreachable is nothing to an unconnected socket", (side, out) -> {
                    DatagramSocket gone = bound(side, out, "gone");
                    DatagramSocket a = bound(side, out, "a");
                    SocketAddress nowhere = gone.getLocalSocketAddress();
                    gone.close();
                    out.does("send", () -> a.send(packet(nowhere, 1)));
                    out.does("send again", () -> a.send(packet(nowhere, 1)));
                    a.setSoTimeout(1);
                    receives(out, "receive", a, room(4));
                }),
                of("two datagram sockets on one port", (side, out) -> {
                    DatagramSocket a = bound(side, out, "a");
                    out.tries("second", () -> side.datagrams(a.getLocalSocketAddress()));
                    DatagramSocket b = out.keep(side.datagrams(null));
                    out.does("third", () -> b.bind(a.getLocalSocketAddress()));
                    out.note("bound", b.isBound());
                    out.does("elsewhere", () -> b.bind(NetSide.at("127.0.0.1", 0)));
                }));
    }

    private static List<Case<NetSide>> shared() {
        return List.of(of("two datagram sockets that share a port", (side, out) -> {
            DatagramSocket a = out.keep(side.datagrams(null));
            a.setReuseAddress(true);
            a.bind(NetSide.at("127.0.0.1", 0));
            DatagramSocket b = out.keep(side.datagrams(null));
            b.setReuseAddress(true);
            out.does("bind", () -> b.bind(a.getLocalSocketAddress()));
        }));
    }

    private static List<Case<NetSide>> waits() {
        return List.of(
                of("a receive times out, and the socket goes on", (side, out) -> {
                    DatagramSocket a = bound(side, out, "a");
                    a.setSoTimeout((int) SHORT.toMillis());
                    out.takes("receive", SHORT, () -> a.receive(room(4)));
                    a.send(packet(a.getLocalSocketAddress(), 5));
                    receives(out, "from itself", a, room(4));
                }),
                of("close ends a receive of a platform thread", (side, out) -> {
                    DatagramSocket a = bound(side, out, "a");
                    a.setSoTimeout(0);
                    Calling<?> receiving = out.calling(() -> {
                                a.receive(room(4));
                                return "done";
                            })
                            .untilBlocked();
                    a.close();
                    out.answer("receive", receiving);
                }),
                of("close ends a receive of a virtual thread", (side, out) -> {
                    DatagramSocket a = bound(side, out, "a");
                    Calling<?> receiving = out.callingVirtually(() -> {
                                a.receive(room(4));
                                return "done";
                            })
                            .untilBlocked();
                    a.close();
                    out.answer("receive", receiving);
                }),
                of("an interrupt closes the socket of a virtual thread's receive", (side, out) -> {
                    DatagramSocket a = bound(side, out, "a");
                    Calling<?> receiving = out.callingVirtually(() -> {
                                a.receive(room(4));
                                return "done";
                            })
                            .untilBlocked();
                    receiving.interrupt();
                    out.answer("receive", receiving);
                    out.note("closed", a.isClosed());
                }),
                of("a platform thread's receive heeds no interrupt", (side, out) -> {
                    DatagramSocket a = bound(side, out, "a");
                    Calling<Boolean> receiving = out.calling(() -> {
                        a.receive(room(4));
                        return Thread.currentThread().isInterrupted();
                    });
                    receiving.untilBlocked().interrupt();
                    receiving.untilBlocked();
                    out.keep(side.datagrams(null)).send(packet(a.getLocalSocketAddress(), 1));
                    out.answer("interrupted", receiving);
                }));
    }
}

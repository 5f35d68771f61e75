package jackfield.socket.parity;

import static jackfield.socket.parity.NioSide.bytes;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.MembershipKey;
import java.util.ArrayList;
import java.util.List;

/** Multicast groups on the loopback: joining, hearing, leaving, blocking. */
final class GroupCases {
    private static final InetAddress GROUP = NetSide.ip("239.255.73.1");
    private static final InetAddress OTHER = NetSide.ip("239.255.73.2");
    private static final InetAddress STRANGER = NetSide.ip("10.9.9.9");

    private GroupCases() {}

    private static NetworkInterface lo() throws IOException {
        NetworkInterface lo = NetworkInterface.getByInetAddress(NetSide.loopback());
        if (lo == null) {
            throw new AssertionError("no interface has 127.0.0.1");
        }
        return lo;
    }

    private static InetSocketAddress at(InetAddress group) {
        return new InetSocketAddress(group, 0);
    }

    private static DatagramSocket member(NetSide side, Transcript out) throws IOException {
        DatagramSocket socket = out.keep(side.datagrams(NetSide.at("0.0.0.0", 0)));
        out.port("member", socket.getLocalPort());
        socket.setSoTimeout(10_000);
        return socket;
    }

    /** Sends to a group, and then to the member itself, so that it hears something in any case. */
    private static void hears(Transcript out, String what, NetSide side, DatagramSocket member, InetAddress group)
            throws IOException {
        try (DatagramSocket sender = side.datagrams(NetSide.at("127.0.0.1", 0))) {
            sender.setOption(StandardSocketOptions.IP_MULTICAST_IF, lo());
            sender.send(new DatagramPacket(new byte[7], 7, group, member.getLocalPort()));
            sender.send(new DatagramPacket(new byte[1], 1, NetSide.loopback(), member.getLocalPort()));
        }
        var packet = new DatagramPacket(new byte[99], 99);
        out.tries(what, () -> {
            member.receive(packet);
            int length = packet.getLength();
            if (length == 7) {
                packet.setLength(99);
                member.receive(packet);
            }
            return length == 7 ? "the group" : "itself alone";
        });
    }

    static List<Case<NetSide>> sockets() {
        List<Case<NetSide>> all = new ArrayList<>();
        all.add(new Case<>("a socket hears a group from joining to leaving", (side, out) -> {
            DatagramSocket member = member(side, out);
            hears(out, "before", side, member, GROUP);
            out.does("join", () -> member.joinGroup(at(GROUP), lo()));
            hears(out, "joined", side, member, GROUP);
            hears(out, "another group", side, member, OTHER);
            out.does("join again", () -> member.joinGroup(at(GROUP), lo()));
            out.does("leave", () -> member.leaveGroup(at(GROUP), lo()));
            hears(out, "left", side, member, GROUP);
            out.does("leave again", () -> member.leaveGroup(at(GROUP), lo()));
        }));
        all.add(new Case<>("a socket does not hear a group that only another has joined", (side, out) -> {
            DatagramSocket member = member(side, out);
            DatagramSocket other = member(side, out);
            other.joinGroup(at(GROUP), lo());
            hears(out, "joined", side, other, GROUP);
            hears(out, "not joined", side, member, GROUP);
        }));
        all.add(new Case<>("groups and a socket that is closed", (side, out) -> {
            DatagramSocket member = member(side, out);
            member.joinGroup(at(GROUP), lo());
            member.close();
            out.does("join", () -> member.joinGroup(at(OTHER), lo()));
            out.does("leave", () -> member.leaveGroup(at(GROUP), lo()));
        }));
        all.add(new Case<>("a socket's interface for groups", (side, out) -> {
            DatagramSocket socket = member(side, out);
            out.note("at first", socket.getOption(StandardSocketOptions.IP_MULTICAST_IF));
            socket.setOption(StandardSocketOptions.IP_MULTICAST_IF, lo());
            out.note(
                    "set",
                    socket.getOption(StandardSocketOptions.IP_MULTICAST_IF).getName());
            out.does("null", () -> socket.setOption(StandardSocketOptions.IP_MULTICAST_IF, null));
            out.note("loop at first", socket.getOption(StandardSocketOptions.IP_MULTICAST_LOOP));
            socket.setOption(StandardSocketOptions.IP_MULTICAST_LOOP, false);
            out.note("loop set", socket.getOption(StandardSocketOptions.IP_MULTICAST_LOOP));
        }));
        return all;
    }

    private static DatagramChannel member(NioSide side, Transcript out) throws IOException {
        DatagramChannel channel = out.keep(side.provider().openDatagramChannel(StandardProtocolFamily.INET));
        channel.bind(NetSide.at("0.0.0.0", 0));
        out.port("member", NioSide.port(channel.getLocalAddress()));
        return channel;
    }

    private static void hears(Transcript out, String what, NioSide side, DatagramChannel member, InetAddress group)
            throws IOException {
        int port = NioSide.port(member.getLocalAddress());
        try (DatagramChannel sender = side.provider().openDatagramChannel()) {
            sender.bind(NioSide.loopback(0));
            sender.setOption(StandardSocketOptions.IP_MULTICAST_IF, lo());
            sender.send(bytes(1, 2, 3, 4, 5, 6, 7), new InetSocketAddress(group, port));
            sender.send(bytes(1), NioSide.loopback(port));
        }
        ByteBuffer into = ByteBuffer.allocate(99);
        member.receive(into);
        int length = into.position();
        if (length == 7) {
            member.receive(into);
        }
        out.note(what, length == 7 ? "the group" : "itself alone");
    }

    static List<Case<NioSide>> channels() {
        List<Case<NioSide>> all = new ArrayList<>();
        all.add(new Case<>("a channel hears a group while its key is valid", (side, out) -> {
            DatagramChannel member = member(side, out);
            hears(out, "before", side, member, GROUP);
            MembershipKey key = member.join(GROUP, lo());
            hears(out, "joined", side, member, GROUP);
            out.note("valid", key.isValid());
            out.note("text", key);
            out.note("group", key.group());
            out.note("source", key.sourceAddress());
            out.note("interface", key.networkInterface().equals(lo()));
            out.note("channel", NioSide.same(key.channel(), member));
            out.note("the same again", NioSide.same(member.join(GROUP, lo()), key));
            key.drop();
            out.note("dropped", key.isValid());
            hears(out, "after", side, member, GROUP);
            out.does("drop again", key::drop);
            out.does("block a dropped one", () -> key.block(NetSide.loopback()));
            out.note("a new key", !NioSide.same(member.join(GROUP, lo()), key));
        }));
        all.add(new Case<>("a blocked source is not heard by a channel", (side, out) -> {
            DatagramChannel member = member(side, out);
            MembershipKey key = member.join(GROUP, lo());
            out.does("unblock what is not blocked", () -> key.unblock(NetSide.loopback()));
            out.note("block", NioSide.same(key.block(NetSide.loopback()), key));
            hears(out, "blocked", side, member, GROUP);
            out.does("block again", () -> key.block(NetSide.loopback()));
            out.note("unblock", NioSide.same(key.unblock(NetSide.loopback()), key));
            hears(out, "unblocked", side, member, GROUP);
            out.does("block a group", () -> key.block(OTHER));
            out.does("block nobody", () -> key.block(NetSide.ip("0.0.0.0")));
            out.does("block an IPv6 source", () -> key.block(NetSide.ip("::1")));
        }));
        all.add(new Case<>("a channel hears the sources it joined", (side, out) -> {
            DatagramChannel member = member(side, out);
            MembershipKey stranger = member.join(GROUP, lo(), STRANGER);
            hears(out, "a stranger", side, member, GROUP);
            MembershipKey known = member.join(GROUP, lo(), NetSide.loopback());
            hears(out, "the sender, too", side, member, GROUP);
            out.note("text", known);
            out.note("the same again", NioSide.same(member.join(GROUP, lo(), STRANGER), stranger));
            out.does("all sources then", () -> member.join(GROUP, lo()));
            out.does("block", () -> known.block(STRANGER));
            known.drop();
            hears(out, "a stranger alone", side, member, GROUP);
            stranger.drop();
            MembershipKey all1 = member.join(GROUP, lo());
            out.does("a source then", () -> member.join(GROUP, lo(), STRANGER));
            out.note("valid", all1.isValid());
        }));
        all.add(new Case<>("what a channel does not join", (side, out) -> {
            DatagramChannel member = member(side, out);
            out.does("no group", () -> member.join(STRANGER, lo()));
            out.does("IPv6", () -> member.join(NetSide.ip("ff15::1"), lo()));
            out.does("from nobody", () -> member.join(GROUP, lo(), NetSide.ip("0.0.0.0")));
            out.does("from a group", () -> member.join(GROUP, lo(), OTHER));
            out.does("from IPv6", () -> member.join(GROUP, lo(), NetSide.ip("::1")));
            MembershipKey key = member.join(GROUP, lo());
            member.close();
            out.note("valid when closed", key.isValid());
            out.does("join when closed", () -> member.join(GROUP, lo()));
            out.does("drop when closed", key::drop);
        }));
        all.add(new Case<>("a channel's interface and loop for groups", (side, out) -> {
            DatagramChannel channel = side.datagrams(out);
            out.note("at first", channel.getOption(StandardSocketOptions.IP_MULTICAST_IF));
            channel.setOption(StandardSocketOptions.IP_MULTICAST_IF, lo());
            out.note(
                    "set",
                    channel.getOption(StandardSocketOptions.IP_MULTICAST_IF).getName());
            out.does("null", () -> channel.setOption(StandardSocketOptions.IP_MULTICAST_IF, null));
            out.note("loop at first", channel.getOption(StandardSocketOptions.IP_MULTICAST_LOOP));
            channel.setOption(StandardSocketOptions.IP_MULTICAST_LOOP, false);
            out.note("loop set", channel.getOption(StandardSocketOptions.IP_MULTICAST_LOOP));
        }));
        all.add(new Case<>("the socket of a channel joins and leaves", (side, out) -> {
            DatagramChannel member = member(side, out);
            out.does("join", () -> member.socket().joinGroup(at(GROUP), lo()));
            hears(out, "joined", side, member, GROUP);
            out.does("join again", () -> member.socket().joinGroup(at(GROUP), lo()));
            out.does("leave", () -> member.socket().leaveGroup(at(GROUP), lo()));
            hears(out, "left", side, member, GROUP);
            out.does("leave again", () -> member.socket().leaveGroup(at(GROUP), lo()));
            out.does("no group", () -> member.socket().joinGroup(at(STRANGER), lo()));
        }));
        return all;
    }
}

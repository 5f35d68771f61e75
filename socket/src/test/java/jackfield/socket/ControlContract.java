package jackfield.socket;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import jackfield.engine.base.Errno;
import jackfield.socket.open.Address;
import jackfield.socket.open.ControlMessage;
import jackfield.socket.open.Incoming;
import jackfield.socket.open.Linux;
import jackfield.socket.open.OpenSocket;
import jackfield.wire.Bytes;
import jackfield.wire.IpAddress;
import jackfield.wire.SockAddr;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Control messages of sendmsg and recvmsg, below the API: where a datagram arrived, and what it leaves from. */
interface ControlContract extends Rigged {
    private static byte[] text(String text) {
        return text.getBytes(US_ASCII);
    }

    /** What is done between enter and leave. */
    @FunctionalInterface
    interface Deed {
        int with(OpenSocket open, long now);
    }

    private static int with(SocketLayer layer, Socket socket, Deed deed) {
        long now = layer.backend().gate().enter();
        try {
            return deed.with(socket.description().open, now);
        } finally {
            layer.backend().gate().leave();
        }
    }

    private static void set(SocketLayer layer, Socket socket, int level, int name, int number) {
        var value = new byte[Integer.BYTES];
        Linux.put32(value, 0, number);
        assertThat(with(layer, socket, (open, now) -> open.setOption(now, level, name, value, value.length)))
                .isZero();
    }

    private static void await(Socket socket) throws Exception {
        assertThat(socket.recv(new byte[1], 0, 1, RecvFlag.PEEK)).isNotNegative();
    }

    private static List<ControlMessage> beside(SocketLayer layer, Socket socket) throws Exception {
        await(socket);
        var into = new Incoming();
        into.controlBytes = 200;
        assertThat(with(layer, socket, (open, now) -> open.receive(now, new byte[100], 0, 100, 0, into)))
                .isNotNegative();
        return into.control;
    }

    private static byte[] in(int index, InetAddress source) {
        var data = new byte[12];
        Linux.put32(data, 0, index);
        System.arraycopy(source.getAddress(), 0, data, 4, 4);
        return data;
    }

    private static int send(SocketLayer layer, Socket from, Socket to, ControlMessage message) throws Exception {
        var remote = new SockAddr(
                IpAddress.of(to.getsockname().getAddress().getAddress()),
                to.getsockname().getPort());
        return with(
                layer,
                from,
                (open, now) -> open.send(now, text("ab"), 0, 2, 0, new Address.Inet(remote, 0), List.of(message)));
    }

    @Test
    default void aDatagramTellsToWhichAddressItCame() throws Exception {
        Socket server = rig().serverDatagram();
        set(rig().server, server, Linux.SOL_IP, Linux.IP_PKTINFO, 1);

        rig().clientDatagram().sendTo(text("ping"), server.getsockname());

        List<ControlMessage> told = beside(rig().server, server);
        assertThat(told).hasSize(1);
        assertThat(told.getFirst().level()).isEqualTo(Linux.SOL_IP);
        assertThat(told.getFirst().type()).isEqualTo(Linux.IP_PKTINFO);
        byte[] data = told.getFirst().data();
        assertThat(data).hasSize(12);
        assertThat(Linux.i32(data, 0)).isPositive();
        assertThat(IpAddress.ofIpv4(Bytes.i32(data, 4)))
                .isEqualTo(IpAddress.of(rig().address.getAddress()));
        assertThat(IpAddress.ofIpv4(Bytes.i32(data, 8)))
                .isEqualTo(IpAddress.of(rig().address.getAddress()));
    }

    @Test
    default void anIpv6DatagramTellsItToo() throws Exception {
        Socket server = rig().keep(rig().server.socket(Family.INET6, Type.DGRAM));
        server.bind(new InetSocketAddress(rig().addressV6, 0));
        set(rig().server, server, Linux.SOL_IPV6, Linux.IPV6_RECVPKTINFO, 1);
        Socket client = rig().keep(rig().client.socket(Family.INET6, Type.DGRAM));

        client.sendTo(text("ping"), server.getsockname());

        List<ControlMessage> told = beside(rig().server, server);
        assertThat(told).hasSize(1);
        assertThat(told.getFirst().level()).isEqualTo(Linux.SOL_IPV6);
        assertThat(told.getFirst().type()).isEqualTo(Linux.IPV6_PKTINFO);
        byte[] data = told.getFirst().data();
        assertThat(data).hasSize(20);
        assertThat(IpAddress.ofIpv6(data, 0))
                .isEqualTo(IpAddress.of(rig().addressV6.getAddress()));
        assertThat(Linux.i32(data, 16)).isPositive();
    }

    @Test
    default void nothingIsToldUnasked() throws Exception {
        Socket server = rig().serverDatagram();

        rig().clientDatagram().sendTo(text("ping"), server.getsockname());

        assertThat(beside(rig().server, server)).isEmpty();
    }

    @Test
    default void theSwitchIsRead() throws Exception {
        Socket server = rig().serverDatagram();
        var value = new byte[Integer.BYTES];

        assertThat(with(
                        rig().server,
                        server,
                        (open, now) -> open.getOption(now, Linux.SOL_IP, Linux.IP_PKTINFO, value)))
                .isEqualTo(4);
        assertThat(Linux.i32(value, 0)).isZero();
        set(rig().server, server, Linux.SOL_IP, Linux.IP_PKTINFO, 5);
        with(rig().server, server, (open, now) -> open.getOption(now, Linux.SOL_IP, Linux.IP_PKTINFO, value));
        assertThat(Linux.i32(value, 0)).isOne();
    }

    @Test
    default void anAnswerLeavesFromTheAddressThatIsNamed() throws Exception {
        Socket server = rig().keep(rig().server.socket(Family.INET, Type.DGRAM));
        server.bind(new InetSocketAddress("0.0.0.0", 0));
        Socket client = rig().clientDatagram();
        client.sendTo(
                text("ping"),
                new InetSocketAddress(rig().address, server.getsockname().getPort()));
        Received ping = server.recvFrom(new byte[10]);
        var from = (InetSocketAddress) ping.from();
        var remote = new SockAddr(IpAddress.of(from.getAddress().getAddress()), from.getPort());
        var message = new ControlMessage(Linux.SOL_IP, Linux.IP_PKTINFO, in(0, rig().address));

        int sent = with(
                rig().server,
                server,
                (open, now) -> open.send(now, text("pong"), 0, 4, 0, new Address.Inet(remote, 0), List.of(message)));

        assertThat(sent).isEqualTo(4);
        Received pong = client.recvFrom(new byte[10]);
        assertThat(((InetSocketAddress) pong.from()).getAddress()).isEqualTo(rig().address);
    }

    @Test
    default void aForeignSourceIsRefused() throws Exception {
        Socket server = rig().serverDatagram();
        var message = new ControlMessage(Linux.SOL_IP, Linux.IP_PKTINFO, in(0, Rig.ip("203.0.113.77")));

        assertThat(send(rig().client, rig().clientDatagram(), server, message)).isEqualTo(Errno.ENETUNREACH.refusal());
    }

    @Test
    default void aForeignIpv6SourceIsRefused() throws Exception {
        Socket server = rig().keep(rig().server.socket(Family.INET6, Type.DGRAM));
        server.bind(new InetSocketAddress(rig().addressV6, 0));
        Socket client = rig().keep(rig().client.socket(Family.INET6, Type.DGRAM));
        var data = new byte[20];
        System.arraycopy(Rig.ip("2001:db8::77").getAddress(), 0, data, 0, 16);
        var message = new ControlMessage(Linux.SOL_IPV6, Linux.IPV6_PKTINFO, data);

        assertThat(send(rig().client, client, server, message)).isEqualTo(Errno.EINVAL.refusal());
    }

    @Test
    default void anInterfaceThatIsNotThereIsRefused() throws Exception {
        Socket server = rig().serverDatagram();
        var message = new ControlMessage(Linux.SOL_IP, Linux.IP_PKTINFO, in(77_777, Rig.ip("0.0.0.0")));

        assertThat(send(rig().client, rig().clientDatagram(), server, message)).isEqualTo(Errno.ENODEV.refusal());
    }

    @Test
    default void aShortControlMessageIsRefused() throws Exception {
        Socket server = rig().serverDatagram();
        var message = new ControlMessage(Linux.SOL_IP, Linux.IP_PKTINFO, new byte[4]);

        assertThat(send(rig().client, rig().clientDatagram(), server, message)).isEqualTo(Errno.EINVAL.refusal());
    }

    @Test
    default void inqOfADatagramSocketTellsTheLengthOfTheNext() throws Exception {
        Socket server = rig().serverDatagram();
        Socket client = rig().clientDatagram();
        assertThat(server.inq()).isZero();

        client.sendTo(text("three"), server.getsockname());
        client.sendTo(text("no"), server.getsockname());
        await(server);

        assertThat(server.inq()).isEqualTo(5);
        server.recv(new byte[10]);
        await(server);
        assertThat(server.inq()).isEqualTo(2);
        assertThat(server.outq()).isZero();
        assertThat(Rig.refusal(server::atmark)).isNotEqualTo(Errno.OK);
    }
}

package jackfield.socket;

import static jackfield.socket.Family.INET;
import static jackfield.socket.Family.INET6;
import static jackfield.socket.Rig.refusal;
import static jackfield.socket.Type.RAW;
import static jackfield.socket.Type.STREAM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jackfield.engine.base.Errno;
import jackfield.wire.Bytes;
import jackfield.wire.Checksum;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** IPv6, both families on one socket, and raw sockets. */
interface FamilyContract extends Rigged {
    private Socket listenerV6(boolean isV6Only, InetSocketAddress address) throws SocketException {
        Socket listener = rig().keep(rig().server.socket(INET6, STREAM));
        listener.setsockopt(SocketOptions.IPV6_V6ONLY, isV6Only);
        listener.bind(address);
        listener.listen(4);
        return listener;
    }

    @Test
    default void ipv6Connects() throws Exception {
        Socket listener = listenerV6(true, new InetSocketAddress(rig().addressV6, 0));
        Socket client = rig().keep(rig().client.socket(INET6, STREAM));

        Rig.Pair pair = rig().connectedTo(listener, client);
        pair.client().sendAll(new byte[5]);

        assertThat(pair.server().recv(new byte[9])).isEqualTo(5);
        assertThat(pair.server().getpeername()).isEqualTo(client.getsockname());
        assertThat(client.getpeername().getAddress()).isEqualTo(rig().addressV6);
    }

    @Test
    default void ipv6CarriesDatagrams() throws Exception {
        Socket server = rig().keep(rig().server.socket(INET6, Type.DGRAM));
        server.bind(new InetSocketAddress(rig().addressV6, 0));
        Socket client = rig().keep(rig().client.socket(INET6, Type.DGRAM));
        client.sendTo(new byte[5], server.getsockname());

        Received received = server.recvFrom(new byte[9]);
        server.sendTo(new byte[6], received.from());

        assertThat(client.recv(new byte[9])).isEqualTo(6);
    }

    @Test
    default void anIpv6ListenerTakesIpv4Too() throws Exception {
        Socket listener = listenerV6(false, new InetSocketAddress(Rig.ip("::"), 0));
        Socket client = rig().clientStream();

        client.connect(
                new InetSocketAddress(rig().address, listener.getsockname().getPort()));
        Accepted accepted = listener.accept();

        rig().keep(accepted.conn());
        assertThat(accepted.addr()).isEqualTo(client.getsockname());
        assertThat(accepted.addr().getAddress()).isInstanceOf(Inet4Address.class);
    }

    @Test
    default void anIpv6OnlyListenerDoesNot() throws Exception {
        Socket listener = listenerV6(true, new InetSocketAddress(Rig.ip("::"), 0));
        Socket client = rig().clientStream();
        int port = listener.getsockname().getPort();

        assertThat(refusal(() -> client.connect(new InetSocketAddress(rig().address, port))))
                .isEqualTo(Errno.ECONNREFUSED);
    }

    @Test
    default void anIpv6SocketConnectsToIpv4() throws Exception {
        Socket listener = rig().listener(4);
        Socket client = rig().keep(rig().client.socket(INET6, STREAM));

        client.connect(listener.getsockname());

        assertThat(client.getpeername()).isEqualTo(listener.getsockname());
    }

    @Test
    default void javasWildcardIsBothFamiliesOnAnIpv6Socket() throws Exception {
        Socket listener = listenerV6(false, new InetSocketAddress(Rig.ip("0.0.0.0"), 0));

        assertThat(listener.getsockname().getAddress()).isEqualTo(Rig.ip("::"));
    }

    @Test
    default void aRawSocketPings() throws Exception {
        Socket raw;
        try {
            raw = rig().keep(rig().client.open(INET, RAW, Protocol.ICMP));
        } catch (SocketException e) {
            assertThat(e.errno()).isEqualTo(Errno.EPERM);
            assumeTrue(false, "raw sockets of the kernel are root's only");
            return;
        }
        raw.setsockopt(SocketOptions.SO_RCVTIMEO, Duration.ofSeconds(20));
        byte[] echo = new byte[16];
        echo[0] = 8;
        Bytes.put16(echo, 4, 0x7A6B);
        Bytes.put16(echo, 6, 1);
        Bytes.put16(echo, 2, Checksum.of(echo, 0, echo.length));

        raw.sendTo(echo, new InetSocketAddress(rig().address, 0));

        byte[] packet = new byte[100];
        int header;
        do {
            raw.recv(packet);
            header = (packet[0] & 0xF) * 4;
        } while (packet[header] != 0 || Bytes.u16(packet, header + 4) != 0x7A6B);
        assertThat(Bytes.u16(packet, header + 6)).isOne();
        assertThat(packet[9]).as("the IP header comes too").isEqualTo((byte) 1);
    }

    @Test
    default void aStreamHasNoOtherProtocol() throws Exception {
        assertThat(refusal(() -> rig().client.open(INET, STREAM, Protocol.UDP))).isEqualTo(Errno.EPROTONOSUPPORT);
    }
}

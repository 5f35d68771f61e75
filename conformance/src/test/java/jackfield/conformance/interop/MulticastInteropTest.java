package jackfield.conformance.interop;

import static jackfield.conformance.interop.KernelHost.KERNEL4;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import jackfield.socket.Family;
import jackfield.socket.Membership;
import jackfield.socket.Received;
import jackfield.socket.Socket;
import jackfield.socket.SocketException;
import jackfield.socket.SocketOptions;
import jackfield.socket.Type;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Groups between the Linux kernel and us, and a bridge of the kernel's that asks and listens for reports. */
@Tag("interop")
@Timeout(120)
class MulticastInteropTest {
    private static final String GROUP4 = "239.1.2.3";
    private static final String GROUP6 = "ff15::123";
    private static final int PORT = 5007;
    private static final int OURS = 2;

    /** Joins on tap0, says so, prints one datagram. */
    private static final String RECEIVER = """
            import socket, struct, sys
            group = sys.argv[1]
            index = socket.if_nametoindex('tap0')
            if ':' in group:
                s = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
                s.setsockopt(41, 20, socket.inet_pton(socket.AF_INET6, group) + struct.pack('@I', index))
                s.bind(('::', 5007))
            else:
                s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
                s.setsockopt(0, 35, socket.inet_aton(group) + bytes(4) + struct.pack('@i', index))
                s.bind(('0.0.0.0', 5007))
            print('joined', flush=True)
            data, peer = s.recvfrom(99)
            print('heard', data.decode(), 'from', peer[0], flush=True)
            """;

    private static final String SENDER = """
            import socket, struct, sys
            group = sys.argv[1]
            index = socket.if_nametoindex('tap0')
            if ':' in group:
                s = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
                s.setsockopt(41, 17, index)
            else:
                s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
                s.setsockopt(0, 32, bytes(8) + struct.pack('@i', index))
            s.sendto(b'hello', (group, 5007))
            """;

    private static InetAddress ip(String literal) throws UnknownHostException {
        return InetAddress.getByName(literal);
    }

    private static Socket socket(OurHost host, String group) throws SocketException {
        return host.sockets().socket(group.contains(":") ? Family.INET6 : Family.INET, Type.DGRAM);
    }

    private static Socket member(OurHost host, String group) throws Exception {
        boolean isIpv6 = group.contains(":");
        Socket socket = socket(host, group);
        if (isIpv6) {
            socket.setsockopt(SocketOptions.IPV6_V6ONLY, true);
        }
        socket.bind(new InetSocketAddress(ip(isIpv6 ? "::" : "0.0.0.0"), PORT));
        socket.setsockopt(
                isIpv6 ? SocketOptions.IPV6_JOIN_GROUP : SocketOptions.IP_ADD_MEMBERSHIP,
                Membership.of(ip(group), OURS));
        return socket;
    }

    @ParameterizedTest
    @ValueSource(strings = {GROUP4, GROUP6})
    void theKernelHearsWhatWeSendToAGroup(String group) throws Exception {
        try (var kernel = new KernelHost();
                OurHost ours = OurHost.over(kernel);
                Socket sender = socket(ours, group)) {
            Program receiver = kernel.start("python3", "-c", RECEIVER, group).awaitOutput("joined");

            sender.sendTo("hello".getBytes(US_ASCII), new InetSocketAddress(ip(group), PORT));

            assertThat(receiver.succeeds())
                    .contains("heard hello from " + (group.equals(GROUP4) ? "10.9.0.2" : "fd09::2"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {GROUP4, GROUP6})
    void weHearWhatTheKernelSendsToAGroup(String group) throws Exception {
        try (var kernel = new KernelHost();
                OurHost ours = OurHost.over(kernel);
                Socket member = member(ours, group)) {
            kernel.run("python3", "-c", SENDER, group);

            byte[] into = new byte[99];
            Received received = member.recvFrom(into);

            assertThat(new String(into, 0, received.length(), US_ASCII)).isEqualTo("hello");
            if (group.equals(GROUP4)) {
                assertThat(((InetSocketAddress) received.from()).getAddress()).isEqualTo(ip(KERNEL4));
            }
        }
    }

    /** A bridge that snoops lists a port's groups only if it understands our reports. */
    @Test
    void aBridgeOfTheKernelsLearnsOurGroups() throws Exception {
        try (var kernel = new KernelHost();
                OurHost ours = OurHost.over(kernel)) {
            kernel.run("ip", "link", "add", "br0", "type", "bridge", "mcast_snooping", "1", "mcast_querier", "1");
            kernel.run(
                    "ip", "link", "set", "br0", "type", "bridge", "mcast_igmp_version", "3", "mcast_mld_version", "2");
            kernel.run("ip", "addr", "flush", "dev", OurHost.DEVICE);
            kernel.run("ip", "link", "set", OurHost.DEVICE, "master", "br0");
            kernel.run("ip", "link", "set", "br0", "up");

            try (Socket four = member(ours, GROUP4);
                    Socket six = member(ours, GROUP6)) {
                assertThat(four.fd()).isNotEqualTo(six.fd());
                Program watching = kernel.start(
                        "bash",
                        "-c",
                        "until bridge mdb show dev br0 | grep -q 239.1.2.3 && bridge mdb show dev br0 | grep -q ff15::123;"
                                + " do sleep 0.1; done; bridge -d mdb show dev br0");

                assertThat(watching.succeeds()).contains("port tap0 grp 239.1.2.3", "port tap0 grp ff15::123");
            }
            Program watching = kernel.start(
                    "bash",
                    "-c",
                    "while bridge mdb show dev br0 | grep -q -e 239.1.2.3 -e ff15::123; do sleep 0.1; done; echo left");

            assertThat(watching.succeeds()).contains("left");
        }
    }
}

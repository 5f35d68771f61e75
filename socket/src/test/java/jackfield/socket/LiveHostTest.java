package jackfield.socket;

import static jackfield.socket.Family.INET;
import static jackfield.socket.Family.PACKET;
import static jackfield.socket.Rig.refusal;
import static jackfield.socket.Type.DGRAM;
import static jackfield.socket.Type.RAW;
import static jackfield.socket.Type.STREAM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jackfield.engine.base.Errno;
import jackfield.link.Link;
import jackfield.link.memory.MemoryConfig;
import jackfield.link.memory.MemoryNetwork;
import jackfield.wire.Bytes;
import jackfield.wire.MacAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Hosts in real time: what goes beyond one connection. */
@Timeout(60)
final class LiveHostTest {
    private static final MacAddress MAC_A = MacAddress.parse("02:00:00:00:00:0a");
    private static final MacAddress MAC_B = MacAddress.parse("02:00:00:00:00:0b");

    private final List<LiveHost> hosts = new ArrayList<>();

    private LiveHost host(String name, Link link, MacAddress mac, String address) {
        LiveHost host = LiveHost.builder(name)
                .random(new SplittableRandom(mac.bits()))
                .link(link, mac, address)
                .start();
        hosts.add(host);
        return host;
    }

    @AfterEach
    void closeHosts() {
        hosts.forEach(LiveHost::close);
    }

    private static InetSocketAddress address(String ip, int port) {
        return new InetSocketAddress(Rig.ip(ip), port);
    }

    private static int echo(Socket conn) throws SocketException {
        try (conn) {
            byte[] buffer = new byte[4096];
            int all = 0;
            for (int n; (n = conn.recv(buffer)) > 0; ) {
                conn.sendAll(buffer, 0, n);
                all += n;
            }
            return all;
        }
    }

    /** Sends rounds of one size, each read back whole before the next. */
    private static int talk(SocketLayer layer, InetSocketAddress to, int rounds, int size) throws SocketException {
        try (Socket socket = layer.socket(INET, STREAM)) {
            socket.connect(to);
            byte[] bytes = new byte[size];
            int all = 0;
            for (int i = 0; i < rounds; i++) {
                socket.sendAll(bytes);
                all += socket.recv(bytes, 0, size, RecvFlag.WAITALL);
            }
            return all;
        }
    }

    @Test
    void manyConnectionsTalkBothWaysAtOnceBetweenTwoHosts() throws Exception {
        var links = MemoryNetwork.pair(MemoryConfig.ofEthernet());
        LiveHost a = host("a", links.get(0), MAC_A, "10.0.0.1/24");
        LiveHost b = host("b", links.get(1), MAC_B, "10.0.0.2/24");
        int connections = 40;
        var talks = new ArrayList<Future<Integer>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                Socket listenerA = a.sockets().socket(INET, STREAM);
                Socket listenerB = b.sockets().socket(INET, STREAM)) {
            for (Socket listener : List.of(listenerA, listenerB)) {
                listener.bind(address("0.0.0.0", 7));
                listener.listen(connections);
                threads.execute(new FutureTask<>(() -> {
                    for (int i = 0; i < connections; i++) {
                        Socket conn = listener.accept().conn();
                        threads.execute(new FutureTask<>(() -> echo(conn)));
                    }
                    return true;
                }));
            }

            for (int i = 0; i < connections; i++) {
                talks.add(threads.submit(() -> talk(a.sockets(), address("10.0.0.2", 7), 50, 3000)));
                talks.add(threads.submit(() -> talk(b.sockets(), address("10.0.0.1", 7), 50, 3000)));
            }

            for (Future<Integer> talk : talks) {
                assertThat(talk.get()).isEqualTo(50 * 3000);
            }
        }
        assertThat(a.snapshot().buffersOutstanding()).isZero();
        assertThat(b.snapshot().buffersOutstanding()).isZero();
    }

    @Test
    void threeHostsInARingNeverHoldEachOtherUp() throws Exception {
        var network = new MemoryNetwork(MemoryConfig.ofEthernet());
        var layers = new ArrayList<SocketLayer>();
        for (int i = 0; i < 3; i++) {
            MacAddress mac = new MacAddress(0x0200_0000_0010L + i);
            layers.add(host("ring" + i, network.addPort(), mac, "10.0.0." + (i + 1) + "/24")
                    .sockets());
        }
        try (var threads = Executors.newFixedThreadPool(6)) {
            var talks = new ArrayList<Future<Integer>>();
            var listeners = new ArrayList<Socket>();
            for (SocketLayer layer : layers) {
                Socket listener = layer.socket(INET, STREAM);
                listener.bind(address("0.0.0.0", 7));
                listener.listen(4);
                listeners.add(listener);
                threads.execute(new FutureTask<>(() -> echo(listener.accept().conn())));
            }
            for (int i = 0; i < 3; i++) {
                SocketLayer layer = layers.get(i);
                var next = address("10.0.0." + ((i + 1) % 3 + 1), 7);
                talks.add(threads.submit(() -> talk(layer, next, 300, 100)));
            }

            for (Future<Integer> talk : talks) {
                assertThat(talk.get()).isEqualTo(30_000);
            }
            listeners.forEach(Socket::close);
        }
    }

    @Test
    void closingAHostEndsTheWaitsInItsSockets() throws Exception {
        LiveHost host = host("only", MemoryNetwork.pair(MemoryConfig.ofIp()).get(0), MAC_A, "10.0.0.1/24");
        var rig = new Rig(host.sockets(), host.sockets(), "10.0.0.1", "::1");
        Socket listener = rig.listener(1);
        var accepting = rig.calling(listener::accept).untilBlockedIn("accept");

        host.close();

        assertThat(accepting.errno()).isEqualTo(Errno.EBADF);
    }

    @Test
    void timersRunWithoutAnyCall() throws Exception {
        LiveHost host =
                host("alone", MemoryNetwork.pair(MemoryConfig.ofEthernet()).get(0), MAC_A, "10.0.0.1/24");
        try (Socket socket = host.sockets().socket(INET, STREAM)) {
            // Nobody answers ARP: neighbour resolution gives up after three seconds.
            assertThat(refusal(() -> socket.connect(address("10.0.0.9", 7)))).isEqualTo(Errno.EHOSTUNREACH);
        }
    }

    @Test
    void aGatewayIsTheWayToOtherNetworks() throws Exception {
        var links = MemoryNetwork.pair(MemoryConfig.ofIp());
        var host = LiveHost.builder("a")
                .link(links.get(0), "10.0.0.1/24")
                .gateway("10.0.0.254")
                .start();
        hosts.add(host);
        LiveHost far = host("far", links.get(1), MAC_B, "192.0.2.1/24");
        try (Socket client = host.sockets().socket(INET, DGRAM);
                Socket server = far.sockets().socket(INET, DGRAM)) {
            server.bind(address("192.0.2.1", 53));

            client.sendTo(new byte[3], address("192.0.2.1", 53));

            assertThat(server.recv(new byte[9])).isEqualTo(3);
        }
        assertThatThrownBy(() -> LiveHost.builder("b").gateway("10.0.0.254").start())
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aPacketSocketSpeaksArp() throws Exception {
        var links = MemoryNetwork.pair(MemoryConfig.ofEthernet());
        LiveHost asker = host("asker", links.get(0), MAC_A, "10.0.0.1/24");
        host("asked", links.get(1), MAC_B, "10.0.0.2/24");
        try (Socket socket = asker.sockets().open(PACKET, RAW, Protocol.ETH_P_ARP)) {
            int lan = 1;
            socket.bind(LinkAddress.of(lan));
            byte[] request = new byte[42];
            MacAddress.BROADCAST.put(request, 0);
            MAC_A.put(request, 6);
            Bytes.put64(request, 12, 0x0806_0001_0800_0604L);
            Bytes.put16(request, 20, 1);
            MAC_A.put(request, 22);
            Bytes.put32(request, 28, 0x0A000001);
            Bytes.put32(request, 38, 0x0A000002);

            int sent = socket.send(request);
            byte[] reply = new byte[100];
            Received received = socket.recvFrom(reply);

            assertThat(sent).isEqualTo(42);
            assertThat(received.from()).isEqualTo(LinkAddress.of(lan, 0x0806, MAC_B));
            assertThat(Bytes.u16(reply, 20)).as("a reply").isEqualTo(2);
            assertThat(MacAddress.of(reply, 22)).isEqualTo(MAC_B);
            assertThat(Bytes.i32(reply, 28)).isEqualTo(0x0A000002);
            assertThat(socket.getlinkname().interfaceId()).isEqualTo(lan);
        }
    }

    @Test
    void takesTheFlagsOfStreams() throws Exception {
        LiveHost host = host("only", MemoryNetwork.pair(MemoryConfig.ofIp()).get(0), MAC_A, "10.0.0.1/24");
        var rig = new Rig(host.sockets(), host.sockets(), "10.0.0.1", "::1");
        Rig.Pair pair = rig.connected();

        assertThat(pair.client().send(new byte[1], 0, 1, SendFlag.MORE)).isEqualTo(1);
        assertThat(pair.client().send(new byte[1], 0, 1, SendFlag.OOB)).isEqualTo(1);
        assertThat(refusal(() -> pair.client().recv(new byte[1], 0, 1, RecvFlag.OOB)))
                .isEqualTo(Errno.EINVAL);
        assertThat(pair.client().send(new byte[1], 0, 1, SendFlag.NOSIGNAL)).isOne();
        rig.close();
    }

    /** It would wait for ever: a closed host has no timers and no links. */
    @Test
    void aClosedHostGivesNoSockets() throws Exception {
        LiveHost host =
                LiveHost.builder("closed").random(new SplittableRandom(4)).start();
        host.close();

        assertThat(refusal(() -> host.sockets().socket(INET, STREAM))).isEqualTo(Errno.ENETDOWN);
        assertThat(host.snapshot().endpoints()).isEmpty();
    }
}

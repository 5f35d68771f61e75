package jackfield.cli.demo.scenario;

import static jackfield.socket.Family.INET;
import static jackfield.socket.SocketOptions.SO_RCVTIMEO;
import static jackfield.socket.Type.DGRAM;
import static java.nio.charset.StandardCharsets.US_ASCII;

import jackfield.cli.demo.scenario.Scenario.Bilingual;
import jackfield.engine.base.Errno;
import jackfield.sim.Fate;
import jackfield.sim.LinkPacket;
import jackfield.sim.PacketRule;
import jackfield.socket.Received;
import jackfield.socket.Socket;
import jackfield.socket.SocketException;
import jackfield.socket.SocketLayer;
import java.io.IOException;
import java.time.Duration;

/** Datagrams: no connection, no state, and nobody repairs a loss. */
final class Udp {
    static final Scenario SCENARIO = new Scenario(
            "udp",
            new Bilingual("two datagrams, no connection; the second one is lost", "两个数据报，没有连接；第二个丢失，无人重传"),
            new Bilingual(
                    "UDP has no handshake, no states and no acknowledgments: sendTo() returns at once whether or not"
                            + " anything will arrive, and a lost datagram shows only as a recvFrom() that times out.",
                    "UDP 没有握手，没有状态，也没有确认：无论数据报能否到达，sendTo() 都立即返回；" + "丢失只表现为 recvFrom() 超时。"),
            false,
            cast -> {
                PacketRule second = PacketRule.nth(2, Udp::isDatagram, Fate.DROP);
                cast.link().rule("second question", cast.client(), second);
                cast.server(Udp::server);
                cast.client(Udp::client);
            });

    private Udp() {}

    private static boolean isDatagram(LinkPacket packet) {
        return packet.ip().isPresent();
    }

    private static void server(SocketLayer layer) throws IOException {
        try (Socket server = layer.socket(INET, DGRAM)) {
            server.bind(Echo.SERVER);
            byte[] buffer = new byte[1024];
            while (true) {
                Received datagram = server.recvFrom(buffer);
                server.sendTo(buffer, 0, datagram.length(), datagram.from());
            }
        }
    }

    private static void client(SocketLayer layer) throws IOException {
        try (Socket socket = layer.socket(INET, DGRAM)) {
            socket.setsockopt(SO_RCVTIMEO, Duration.ofSeconds(1));
            byte[] buffer = new byte[1024];
            for (String question : new String[] {"one", "two"}) {
                socket.sendTo(question.getBytes(US_ASCII), Echo.SERVER);
                socket.recvFrom(buffer);
            }
        } catch (SocketException silence) {
            if (silence.errno() != Errno.EAGAIN) {
                throw silence;
            }
        }
    }
}

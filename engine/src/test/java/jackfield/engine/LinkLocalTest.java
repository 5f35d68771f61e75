package jackfield.engine;

import static org.assertj.core.api.Assertions.assertThat;

import jackfield.engine.endpoint.Endpoint;
import jackfield.engine.endpoint.TcpEndpoint;
import jackfield.wire.MacAddress;
import jackfield.wire.PacketBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** RFC 4007: a link-local address belongs to one link, though the same network is on each. */
class LinkLocalTest {
    private static final MacAddress PEER = MacAddress.parse("02:00:00:00:00:99");
    private static final String PEER_ADDRESS = "fe80::ff:fe00:99";
    private static final String SECOND_ADDRESS = "fe80::ff:fe00:2";

    private final Engine engine = new Engine(EngineConfig.DEFAULT, new SplittableRandom(7));
    private final List<Integer> sentBy = new ArrayList<>();

    private final Outbox outbox = new Outbox() {
        @Override
        public void transmit(int interfaceId, PacketBuffer packet) {
            sentBy.add(interfaceId);
            engine.pool().release(packet);
        }

        @Override
        public void ready(Endpoint endpoint) {}
    };

    private void receiveBySecond(byte[] frame) {
        PacketBuffer packet = engine.pool().take(frame.length);
        packet.append(frame, 0, frame.length);
        engine.onPacket(0, 2, packet);
        engine.pool().release(packet);
        engine.drain(0, outbox);
    }

    private MacAddress addTwoInterfaces() {
        var second = MacAddress.parse("02:00:00:00:00:02");
        engine.addInterface(InterfaceConfig.ethernet("eth0", MacAddress.parse("02:00:00:00:00:01"), 1500));
        engine.addInterface(InterfaceConfig.ethernet("eth1", second, 1500));
        return second;
    }

    @Test
    void aConnectionIsAnsweredOnTheLinkItCameBy() {
        MacAddress second = addTwoInterfaces();
        TcpEndpoint server = engine.tcp(true);
        assertThat(server.bind(0, Bits.at("::", 7))).isZero();
        assertThat(server.listen(0, 8)).isZero();

        receiveBySecond(Bits.frame(PEER, second, Bits.syn(PEER_ADDRESS, 9, SECOND_ADDRESS, 7)));

        // The question for the peer's hardware address, which the SYN+ACK waits for.
        assertThat(sentBy).containsExactly(2);
    }

    @Test
    void aClosedPortIsToldOnTheLinkTheSegmentCameBy() {
        MacAddress second = addTwoInterfaces();

        receiveBySecond(Bits.frame(PEER, second, Bits.syn(PEER_ADDRESS, 9, SECOND_ADDRESS, 7)));

        assertThat(sentBy).containsExactly(2);
    }

    @Test
    void whoIsBoundToALinkLocalAddressSendsByItsLink() {
        addTwoInterfaces();
        var client = engine.udp(true);
        assertThat(client.bind(0, Bits.at(SECOND_ADDRESS, 5))).isZero();

        client.send(0, new byte[1], 0, 1, Bits.at(PEER_ADDRESS, 9));
        engine.drain(0, outbox);

        assertThat(sentBy).containsExactly(2);
    }
}

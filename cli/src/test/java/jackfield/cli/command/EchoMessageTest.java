package jackfield.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import jackfield.wire.IcmpMessage;
import jackfield.wire.IpAddress;
import jackfield.wire.IpProtocol;
import jackfield.wire.Ipv4Header;
import jackfield.wire.PacketBuffer;
import org.junit.jupiter.api.Test;

class EchoMessageTest {
    private static final int ID = 0xBEEF;
    private static final IpAddress OURS = IpAddress.parse("10.0.0.1");
    private static final IpAddress ROUTER = IpAddress.parse("10.0.0.254");
    private static final IpAddress ROUTER6 = IpAddress.parse("fd00::254");

    private static byte[] ipv4(IpAddress from, int type, int code, int rest, byte[] body) {
        var packet = new PacketBuffer(PacketBuffer.HEADROOM + body.length);
        packet.append(body, 0, body.length);
        IcmpMessage.prepend(packet, type, code, rest);
        IcmpMessage.finishV4(packet);
        Ipv4Header.prepend(packet, from.ipv4Bits(), OURS.ipv4Bits(), IpProtocol.ICMP, 61, 0, 1, true);
        return packet.toBytes();
    }

    @Test
    void knowsItsOwnReply() {
        byte[] reply = ipv4(ROUTER, IcmpMessage.V4_ECHO_REPLY, 0, ID << 16 | 7, new byte[56]);

        assertThat(EchoMessage.ofIpv4(reply, reply.length, ID)).contains(new EchoMessage(ROUTER, 7, 64, 61, ""));
        assertThat(EchoMessage.ofIpv4(reply, reply.length, ID + 1)).isEmpty();
    }

    @Test
    void doesNotTakeARequestForAReply() {
        byte[] request = ipv4(ROUTER, IcmpMessage.V4_ECHO_REQUEST, 0, ID << 16 | 7, new byte[56]);

        assertThat(EchoMessage.ofIpv4(request, request.length, ID)).isEmpty();
    }

    @Test
    void understandsAnErrorAboutItsRequest() {
        byte[] request = ipv4(OURS, IcmpMessage.V4_ECHO_REQUEST, 0, ID << 16 | 9, new byte[56]);
        byte[] error = ipv4(ROUTER, IcmpMessage.V4_UNREACHABLE, IcmpMessage.V4_HOST_UNREACHABLE, 0, request);

        assertThat(EchoMessage.ofIpv4(error, error.length, ID)).hasValueSatisfying(message -> {
            assertThat(message.sequence()).isEqualTo(9);
            assertThat(message.trouble()).isEqualTo("Destination Host Unreachable");
            assertThat(message.isReply()).isFalse();
        });
    }

    @Test
    void anErrorThatQuotesTooLittleSaysNothing() {
        byte[] error = ipv4(ROUTER, IcmpMessage.V4_UNREACHABLE, 1, 0, new byte[] {0x45, 0, 0});

        assertThat(EchoMessage.ofIpv4(error, error.length, ID)).isEmpty();
    }

    @Test
    void knowsItsOwnReplyUnderIpv6() {
        byte[] reply = EchoMessage.request(false, ID, 3, 10);
        reply[0] = (byte) IcmpMessage.V6_ECHO_REPLY;

        assertThat(EchoMessage.ofIpv6(reply, reply.length, ID, ROUTER6))
                .contains(new EchoMessage(ROUTER6, 3, 18, -1, ""));
        assertThat(EchoMessage.ofIpv6(reply, 7, ID, ROUTER6)).isEmpty();
    }
}

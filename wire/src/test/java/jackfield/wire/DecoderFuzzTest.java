package jackfield.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.StringJoiner;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * Every decoder takes any bytes without throwing, and looks at none outside the range it was given.
 *
 * <p>Each packet is decoded twice in the middle of a larger array whose bytes before and behind it differ: an answer
 * that differs has looked there. The starting points are real packets, then cut, mutated, or random from the first
 * byte; checksums are mended half of the time so that the fields behind them are reached.
 */
class DecoderFuzzTest {
    private static final int MARGIN = 80;

    @Test
    void neverThrowsAndNeverLooksOutside() {
        Property.holds(200, random -> {
            for (int i = 0; i < 400; i++) {
                byte[] packet = packet(random);
                byte[] first = surrounded(random, packet);
                byte[] second = surrounded(random, packet);

                String answer = decodeAll(first, packet.length);

                if (!answer.equals(decodeAll(second, packet.length))) {
                    throw new AssertionError(
                            "looked outside of " + HexFormat.of().formatHex(packet));
                }
            }
        });
    }

    @Test
    void theStartingPointsAreDecodedWhole() {
        Property.holds(200, random -> {
            byte[] packet = wellFormed(random);
            assertThat(IpPacket.decode(packet, 0, packet.length)).isInstanceOf(IpPacket.class);
        });
    }

    private static byte[] surrounded(RandomGenerator random, byte[] packet) {
        byte[] bytes = Property.bytes(random, packet.length + 2 * MARGIN);
        System.arraycopy(packet, 0, bytes, MARGIN, packet.length);
        return bytes;
    }

    private static byte[] packet(RandomGenerator random) {
        byte[] bytes = wellFormed(random);
        switch (random.nextInt(5)) {
            case 0 -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
            case 1 -> {
                bytes = Property.bytes(random, random.nextInt(120));
                if (bytes.length > 0) {
                    bytes[0] = (byte) (random.nextBoolean() ? 0x45 + random.nextInt(11) : 0x60);
                }
            }
            default -> {
                for (int changes = random.nextInt(6); changes > 0; changes--) {
                    bytes[random.nextInt(bytes.length)] = mutation(random);
                }
            }
        }
        if (random.nextBoolean()) {
            mend(bytes);
        }
        return bytes;
    }

    private static byte mutation(RandomGenerator random) {
        byte[] interesting = {0, 1, 2, 3, 4, 5, 8, 44, 51, 58, 60, 0x7F, (byte) 0x80, (byte) 0xFF};
        return random.nextBoolean() ? interesting[random.nextInt(interesting.length)] : (byte) random.nextInt();
    }

    /** Makes the length and the checksum of an IPv4 header, or the length of an IPv6 header, hold again. */
    private static void mend(byte[] bytes) {
        if (bytes.length >= Ipv4Header.LENGTH && bytes[0] >>> 4 == 4) {
            int headerLength = Math.min((bytes[0] & 15) << 2, bytes.length);
            Bytes.put16(bytes, 2, bytes.length);
            Bytes.put16(bytes, 10, 0);
            Bytes.put16(bytes, 10, Checksum.of(bytes, 0, headerLength));
        } else if (bytes.length >= Ipv6Header.LENGTH && bytes[0] >>> 4 == 6) {
            Bytes.put16(bytes, 4, bytes.length - Ipv6Header.LENGTH);
        }
    }

    private static byte[] wellFormed(RandomGenerator random) {
        boolean ipv4 = random.nextBoolean();
        IpAddress source = Property.address(random, ipv4);
        IpAddress destination = Property.address(random, ipv4);
        PacketBuffer packet = Property.holding(Property.bytes(random, random.nextInt(30)));
        int protocol = prependUpper(random, packet, source, destination);
        packet.completeChecksum();
        if (ipv4) {
            Ipv4Header.prepend(packet, source.ipv4Bits(), destination.ipv4Bits(), protocol, 64, 0, 1, true);
            return packet.toBytes();
        }
        for (int count = random.nextInt(4); count > 0; count--) {
            boolean isRoute = random.nextBoolean();
            int at = packet.prepend(8);
            Bytes.put16(packet.bytes(), at, protocol << 8);
            // A route has no stops left; among options stands one of padding.
            Bytes.put16(packet.bytes(), at + 2, isRoute ? 0 : 0x0104);
            Bytes.put32(packet.bytes(), at + 4, 0);
            protocol = isRoute ? IpProtocol.ROUTING : IpProtocol.DESTINATION_OPTIONS;
        }
        Ipv6Header.prepend(packet, source, destination, protocol, 255, 0, 0);
        return packet.toBytes();
    }

    private static int prependUpper(
            RandomGenerator random, PacketBuffer packet, IpAddress source, IpAddress destination) {
        return switch (random.nextInt(4)) {
            case 0 -> {
                TcpOptions options = random.nextBoolean()
                        ? TcpOptions.syn(1460, 7, true, true, 1, 0)
                        : TcpOptions.established(true, 1, 2, new int[] {1, 2, 3, 4});
                byte[] bytes = packet.bytes();
                TcpHeader.prepend(
                        packet,
                        new TcpSegment(1, 2, 3, 4, 16, 5, 0, options, bytes, packet.start(), packet.length()),
                        source,
                        destination);
                yield IpProtocol.TCP;
            }
            case 1 -> {
                UdpDatagram.prepend(packet, source, 1, destination, 2);
                yield IpProtocol.UDP;
            }
            case 2 -> {
                // What the buffer holds becomes options behind the target.
                int at = packet.prepend(16);
                Bytes.put64(packet.bytes(), at, 0x2001_0db8_0000_0000L);
                Bytes.put64(packet.bytes(), at + 8, 1);
                IcmpMessage.prepend(packet, 135 + random.nextInt(2), 0, 0);
                IcmpMessage.finishV6(packet, source, destination);
                yield IpProtocol.ICMPV6;
            }
            default -> {
                IcmpMessage.prepend(packet, 8, 0, 1);
                IcmpMessage.finishV4(packet);
                yield IpProtocol.ICMP;
            }
        };
    }

    /** Runs every decoder over the range. {@return all that they answered} */
    private static String decodeAll(byte[] bytes, int length) {
        int end = MARGIN + length;
        var answers = new StringJoiner("\n");
        answers.add(EthernetFrame.decode(bytes, MARGIN, end).toString());
        answers.add(ArpPacket.decode(bytes, MARGIN, end).toString());
        answers.add(tell(TcpSegment.decodeUnverified(bytes, MARGIN, end)));
        answers.add(TcpOptionsText.of(bytes, MARGIN, end, 7));
        answers.add(TcpOptions.decode(bytes, MARGIN, end).toString());
        PacketBuffer packet = new PacketBuffer(bytes.length);
        packet.clear(0);
        packet.append(bytes, 0, bytes.length);
        packet.skip(MARGIN);
        packet.trim(length);
        answers.add(PacketText.ofIp().withAddresses().line(packet));
        answers.add(PacketText.ofEthernet().line(packet));
        if (IpPacket.decode(packet.bytes(), packet.start(), packet.end()) instanceof IpPacket ip) {
            answers.add(ip.toString());
            upper(packet, ip, answers);
            packet.markChecksumVerified();
            upper(packet, ip, answers);
        } else {
            answers.add(IpPacket.decode(bytes, MARGIN, end).toString());
        }
        return answers.toString();
    }

    private static void upper(PacketBuffer packet, IpPacket ip, StringJoiner answers) {
        answers.add(tell(TcpSegment.decode(packet, ip)));
        answers.add(UdpDatagram.decode(packet, ip).toString());
        answers.add(IcmpMessage.decode(packet.bytes(), ip).toString());
        if (ip.payloadLength() >= IcmpMessage.HEADER_LENGTH) {
            IcmpMessage message = IcmpMessage.unverified(packet.bytes(), ip.payloadAt(), ip.end());
            answers.add(NeighborMessage.decode(packet.bytes(), ip, message).toString());
        }
    }

    private static String tell(TcpDecoded decoded) {
        return decoded instanceof TcpSegment segment
                ? segment + " " + segment.textAt() + " " + segment.options().damaged()
                : decoded.toString();
    }
}

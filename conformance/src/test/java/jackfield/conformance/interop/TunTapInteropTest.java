package jackfield.conformance.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jackfield.link.LinkException;
import jackfield.link.linux.TunTapConfig;
import jackfield.link.linux.TunTapLink;
import jackfield.wire.ArpPacket;
import jackfield.wire.EtherType;
import jackfield.wire.EthernetFrame;
import jackfield.wire.IcmpMessage;
import jackfield.wire.IpAddress;
import jackfield.wire.IpPacket;
import jackfield.wire.IpPrefix;
import jackfield.wire.IpProtocol;
import jackfield.wire.Ipv4Header;
import jackfield.wire.MacAddress;
import jackfield.wire.PacketBuffer;
import jackfield.wire.PacketBuffer.ChecksumState;
import jackfield.wire.PacketPool;
import jackfield.wire.TcpFlags;
import jackfield.wire.TcpHeader;
import jackfield.wire.TcpOptions;
import jackfield.wire.TcpSegment;
import jackfield.wire.UdpDatagram;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("interop")
@Timeout(60)
class TunTapInteropTest {
    private static final IpPrefix KERNEL = IpPrefix.parse("10.77.0.1/24");
    private static final IpAddress OURS = IpAddress.parse("10.77.0.2");
    private static final MacAddress OUR_MAC = MacAddress.parse("02:00:00:00:77:02");
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final int PORT = 7000;

    @Test
    void aDatagramOfTheKernelArrivesAsAFrame() {
        try (var namespace = new Namespace();
                TunTapLink tap = openTap(namespace)) {
            namespace.run("ip", "neigh", "add", OURS.toString(), "lladdr", OUR_MAC.toString(), "dev", "tap0");

            sendDatagram(namespace, "hello from the kernel");

            PacketBuffer packet = await(tap, candidate -> carries(candidate, tap, IpProtocol.UDP));
            assertThat(EthernetFrame.decode(packet.bytes(), packet.start(), packet.end()))
                    .extracting("destination", "type")
                    .containsExactly(OUR_MAC, EtherType.IPV4);
            assertThat(packet.checksumState()).isEqualTo(ChecksumState.PARTIAL);
            packet.completeChecksum();
            assertThat(UdpDatagram.decode(packet, ip(packet, tap))).isInstanceOfSatisfying(UdpDatagram.class, udp -> {
                assertThat(udp.destinationPort()).isEqualTo(PORT);
                assertThat(text(packet, udp)).isEqualTo("hello from the kernel");
            });
        }
    }

    @Test
    void anArpReplyOfOursFillsTheKernelsNeighbourTable() {
        try (var namespace = new Namespace();
                TunTapLink tap = openTap(namespace)) {
            sendDatagram(namespace, "who are you");
            PacketBuffer request = await(tap, TunTapInteropTest::isArp);
            ArpPacket asked = (ArpPacket)
                    ArpPacket.decode(request.bytes(), request.start() + EthernetFrame.HEADER_LENGTH, request.end());
            assertThat(asked.targetProtocol()).isEqualTo(OURS);

            var reply = new PacketBuffer(PacketPool.SMALL);
            new ArpPacket(ArpPacket.REPLY, OUR_MAC, OURS, asked.senderHardware(), asked.senderProtocol()).append(reply);
            EthernetFrame.prepend(reply, asked.senderHardware(), OUR_MAC, EtherType.ARP);
            assertThat(tap.transmit(reply)).isSameAs(reply);

            await(tap, packet -> carries(packet, tap, IpProtocol.UDP));
            assertThat(namespace.run("ip", "neigh", "show", "dev", "tap0")).contains(OURS + " lladdr " + OUR_MAC);
            assertThat(tap.counters().sent()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theKernelAnswersAnEchoOverATun(boolean offloads) {
        try (var namespace = new Namespace();
                TunTapLink tun = openTun(namespace, offloads)) {
            assertThat(tun.abilities().checksumOffload()).isEqualTo(offloads);
            var echo = new PacketBuffer(PacketPool.SMALL);
            echo.append(new byte[56], 0, 56);
            IcmpMessage.prepend(echo, IcmpMessage.V4_ECHO_REQUEST, 0, 0x1234_0001);
            IcmpMessage.finishV4(echo);

            tun.transmit(toKernel(echo, IpProtocol.ICMP));

            PacketBuffer reply = await(tun, packet -> carries(packet, tun, IpProtocol.ICMP));
            assertThat(IcmpMessage.decode(reply.bytes(), ip(reply, tun)))
                    .extracting("type", "rest")
                    .containsExactly(IcmpMessage.V4_ECHO_REPLY, 0x1234_0001);
        }
    }

    /** Nobody listens, so the kernel answers with a RST that acknowledges every byte it saw. */
    @ParameterizedTest
    @ValueSource(ints = {1_000, 10_000, 65_000})
    void theKernelTakesSuperSegmentsWhole(int textLength) {
        try (var namespace = new Namespace();
                TunTapLink tun = openTun(namespace, true)) {
            var packet = new PacketBuffer(PacketPool.LARGE);
            packet.append(textLength);
            packet.segmentSize(1448);
            TcpSegment segment = segment(9, 0xFFFF_F000, 0, TcpFlags.PSH, TcpOptions.NONE);
            TcpHeader.prepend(packet, segment, OURS, KERNEL.address());

            tun.transmit(toKernel(packet, IpProtocol.TCP));

            TcpSegment answer = tcp(await(tun, candidate -> carries(candidate, tun, IpProtocol.TCP)), tun);
            assertThat(answer.flags()).isEqualTo(TcpFlags.RST | TcpFlags.ACK);
            assertThat(answer.ack()).isEqualTo(0xFFFF_F000 + textLength);
        }
    }

    @Test
    void theKernelSendsSuperSegments() throws Exception {
        try (var namespace = new Namespace();
                TunTapLink tun = openTun(namespace, true)) {
            Process client = namespace.start(
                    "bash", "-c", "exec 3<>/dev/tcp/" + OURS + "/" + PORT + "; head -c 100000 /dev/zero >&3");
            TcpSegment syn = tcp(await(tun, packet -> carries(packet, tun, IpProtocol.TCP)), tun);
            var packet = new PacketBuffer(PacketPool.SMALL);
            TcpOptions options = TcpOptions.syn(1000, TcpOptions.ABSENT, false, false, 0, 0);
            TcpSegment synAck = segment(syn.sourcePort(), 7, syn.seq() + 1, TcpFlags.SYN | TcpFlags.ACK, options);
            TcpHeader.prepend(packet, synAck, OURS, KERNEL.address());

            tun.transmit(toKernel(packet, IpProtocol.TCP));

            PacketBuffer superSegment = await(tun, candidate -> candidate.segmentSize() > 0);
            assertThat(superSegment.segmentSize()).isEqualTo(1000);
            assertThat(superSegment.length()).isGreaterThan(2000);
            assertThat(superSegment.checksumState()).isEqualTo(ChecksumState.PARTIAL);
            client.destroyForcibly().waitFor();
        }
    }

    @Test
    void givesTheKernelItsAddressesAndMtu() {
        try (var namespace = new Namespace();
                TunTapLink tap = TunTapLink.open(TunTapConfig.tap("tap%d")
                        .namespace(namespace.name())
                        .peerAddress(KERNEL)
                        .peerAddress(IpPrefix.parse("2001:db8::1/64"))
                        .mtu(9000))) {
            String shown = namespace.run("ip", "addr", "show", "dev", tap.name());

            assertThat(tap.name()).isEqualTo("tap0");
            assertThat(tap.abilities().mtu()).isEqualTo(9000);
            assertThat(shown).contains("inet 10.77.0.1/24", "inet6 2001:db8::1/64", "mtu 9000", "UP");
            assertThat(shown).doesNotContain("tentative");
            assertThat(tap.mac().bits() >>> 40 & 3)
                    .as("locally administered, one station")
                    .isEqualTo(2);
        }
    }

    @Test
    void saysWhatIsWrongWithADevice() {
        try (var namespace = new Namespace();
                TunTapLink tap = openTap(namespace)) {
            TunTapConfig again = TunTapConfig.tap(tap.name()).namespace(namespace.name());

            assertThatThrownBy(() -> TunTapLink.open(again))
                    .isInstanceOf(LinkException.class)
                    .hasMessage("The device 'tap0' is in use by another program."
                            + " Try: ip -details link show dev tap0, or another name");
            assertThatThrownBy(() -> TunTapLink.open(TunTapConfig.tun("tap0").namespace(namespace.name())))
                    .hasMessageStartingWith("The device 'tap0' exists and is no tun device of one queue.");
            assertThatThrownBy(() -> TunTapLink.open(TunTapConfig.tap("lo").namespace(namespace.name())))
                    .hasMessageStartingWith("The device 'lo' exists and is no tap device of one queue.");
            assertThatThrownBy(() -> TunTapLink.open(TunTapConfig.tap("tap1").namespace("no-such-place")))
                    .hasMessage("There is no network namespace 'no-such-place'. Try: sudo ip netns add no-such-place");
        }
    }

    @Test
    void leavesADeviceThatWasThereBefore() {
        try (var namespace = new Namespace()) {
            namespace.run("ip", "tuntap", "add", "dev", "tap0", "mode", "tap");
            openTap(namespace).close();
            openTap(namespace).close();
            assertThat(namespace.run("ip", "link", "show", "dev", "tap0")).contains("tap0");

            namespace.run("ip", "tuntap", "del", "dev", "tap0", "mode", "tap");
            openTap(namespace).close();

            assertThat(namespace.run("ip", "link", "show")).doesNotContain("tap0");
        }
    }

    @Test
    @SuppressWarnings("try") // closing is what is tested
    void awaitEndsByTimeByWakeupAndByClose() throws Exception {
        try (var namespace = new Namespace();
                TunTapLink tap = openTap(namespace)) {
            drainQuietly(tap);
            tap.wakeup();
            tap.wakeup();
            tap.await(Long.MAX_VALUE);
            tap.await(1);

            var stop = new AtomicBoolean();
            Thread sleeper = Thread.ofPlatform().start(() -> takeAll(tap, stop));
            stop.set(true);
            tap.close();
            assertThat(sleeper.join(Duration.ofNanos(PATIENCE_NANOS / 2))).isTrue();

            tap.wakeup();
            tap.await(Long.MAX_VALUE);
            assertThat(tap.receive()).isNull();
            PacketBuffer late = PacketBuffer.copyOf(new byte[60]);
            assertThat(tap.transmit(late)).isSameAs(late);
            assertThat(tap.counters().dropped()).isEqualTo(1);
        }
    }

    @Test
    void saysThatTheDeviceIsGone() throws Exception {
        try (var namespace = new Namespace();
                TunTapLink tap = openTap(namespace)) {
            drainQuietly(tap);
            var failure = new AtomicReference<@Nullable RuntimeException>();
            var stop = new AtomicBoolean();
            Thread sleeper = Thread.ofPlatform().start(() -> {
                try {
                    takeAll(tap, stop);
                } catch (RuntimeException e) {
                    failure.set(e);
                }
            });

            namespace.run("ip", "link", "del", "tap0");
            boolean ended = sleeper.join(Duration.ofNanos(PATIENCE_NANOS / 2));
            stop.set(true);

            assertThat(ended).isTrue();
            assertThat(failure.get()).isInstanceOf(LinkException.class).hasMessageContaining("'tap0' is gone");
            assertThatThrownBy(tap::receive).isInstanceOf(LinkException.class);
        }
    }

    @Test
    void countsWhatADeviceThatIsDownRefuses() {
        try (var namespace = new Namespace();
                TunTapLink tap = openTap(namespace)) {
            namespace.run("ip", "link", "set", "tap0", "down");

            tap.transmit(PacketBuffer.copyOf(new byte[60]));
            tap.transmit(PacketBuffer.copyOf(new byte[5]));

            assertThat(tap.counters().dropped()).isEqualTo(2);
            assertThat(tap.counters().sent()).isZero();
        }
    }

    private static TunTapLink openTap(Namespace namespace) {
        return TunTapLink.open(TunTapConfig.tap("tap0")
                .namespace(namespace.name())
                .peerAddress(KERNEL)
                .mac(OUR_MAC));
    }

    private static TunTapLink openTun(Namespace namespace, boolean offloads) {
        return TunTapLink.open(TunTapConfig.tun("tun0")
                .namespace(namespace.name())
                .peerAddress(KERNEL)
                .offloads(offloads));
    }

    private static void sendDatagram(Namespace namespace, String text) {
        namespace.run("bash", "-c", "echo -n '" + text + "' > /dev/udp/" + OURS + "/" + PORT);
    }

    private static PacketBuffer toKernel(PacketBuffer packet, int protocol) {
        Ipv4Header.prepend(packet, OURS.ipv4Bits(), KERNEL.address().ipv4Bits(), protocol, 64, 0, 1, true);
        return packet;
    }

    private static TcpSegment segment(int port, int seq, int ack, int flags, TcpOptions options) {
        return new TcpSegment(PORT, port, seq, ack, flags, 65_000, 0, options, new byte[0], 0, 0);
    }

    /** Takes all that comes in until told to stop. */
    private static void takeAll(TunTapLink tap, AtomicBoolean stop) {
        while (!stop.get()) {
            tap.await(PATIENCE_NANOS);
            while (tap.receive() != null && !stop.get()) {
                Thread.onSpinWait();
            }
        }
    }

    /** Takes what the kernel says of itself when a device comes up, until it is quiet for a moment. */
    private static void drainQuietly(TunTapLink tap) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        boolean quiet = false;
        while (!quiet && System.nanoTime() < end) {
            tap.await(TimeUnit.MILLISECONDS.toNanos(300));
            quiet = tap.receive() == null;
        }
        assertThat(quiet).isTrue();
    }

    private static PacketBuffer await(TunTapLink link, Predicate<PacketBuffer> wanted) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        for (long left = PATIENCE_NANOS; left > 0; left = end - System.nanoTime()) {
            for (PacketBuffer packet = link.receive(); packet != null; packet = link.receive()) {
                if (wanted.test(packet)) {
                    return packet;
                }
            }
            link.await(left);
        }
        throw new AssertionError("the packet did not come; " + link.counters());
    }

    private static boolean isArp(PacketBuffer packet) {
        return EthernetFrame.decode(packet.bytes(), packet.start(), packet.end()) instanceof EthernetFrame frame
                && frame.type() == EtherType.ARP;
    }

    private static boolean carries(PacketBuffer packet, TunTapLink link, int protocol) {
        return IpPacket.decode(packet.bytes(), networkAt(packet, link), packet.end()) instanceof IpPacket ip
                && ip.protocol() == protocol
                && ip.isIpv4();
    }

    private static IpPacket ip(PacketBuffer packet, TunTapLink link) {
        return (IpPacket) IpPacket.decode(packet.bytes(), networkAt(packet, link), packet.end());
    }

    private static int networkAt(PacketBuffer packet, TunTapLink link) {
        return packet.start() + (link.abilities().ethernet() ? EthernetFrame.HEADER_LENGTH : 0);
    }

    private static TcpSegment tcp(PacketBuffer packet, TunTapLink link) {
        return (TcpSegment) TcpSegment.decode(packet, ip(packet, link));
    }

    private static String text(PacketBuffer packet, UdpDatagram udp) {
        return new String(packet.bytes(), udp.dataAt(), udp.dataLength(), StandardCharsets.UTF_8);
    }
}

package jackfield.cli.command;

import jackfield.engine.base.Errno;
import jackfield.socket.Family;
import jackfield.socket.LinkAddress;
import jackfield.socket.Protocol;
import jackfield.socket.Socket;
import jackfield.socket.SocketException;
import jackfield.socket.SocketOptions;
import jackfield.socket.Type;
import jackfield.wire.ArpPacket;
import jackfield.wire.EtherType;
import jackfield.wire.EthernetFrame;
import jackfield.wire.IpAddress;
import jackfield.wire.IpPrefix;
import jackfield.wire.MacAddress;
import jackfield.wire.PacketBuffer;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code jackfield arp}: asks the Ethernet who has an address, like arping.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc826">RFC 826</a>
 */
@Command(
        name = "arp",
        description = {
            "Asks by ARP who has an IPv4 address and prints the replies; exit code 1 if none came.",
            "Needs an Ethernet: --link tap:NAME, or --link memory.",
            "Example: jackfield arp --link memory -c 1 10.0.0.2"
        })
final class Arp implements Callable<Integer> {
    private static final int FRAME_BYTES = 1514;
    private static final int SHORTEST_FRAME = 60;

    private final Console console;

    @Mixin
    private NetworkOptions network = new NetworkOptions();

    @Option(
            names = {"-c", "--count"},
            paramLabel = "COUNT",
            description = "Stop after so many requests.")
    private int count = Integer.MAX_VALUE;

    @Option(
            names = {"-i", "--interval"},
            paramLabel = "SECONDS",
            converter = Readers.Seconds.class,
            description = "How long to wait for replies after each request; 1 if left out.")
    private Duration interval = Duration.ofSeconds(1);

    @Option(names = "--json", description = "One JSON object a line for each reply.")
    private boolean json;

    @Parameters(paramLabel = "ADDRESS", converter = Readers.Address.class, description = "Whom to look for.")
    private IpAddress target = IpAddress.parse("0.0.0.0");

    private int sent;
    private int received;

    Arp(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        network.check();
        if (!network.isEthernet()) {
            throw CommandException.usage(
                    "ARP needs an Ethernet: use --link tap:NAME or --link memory, not " + network.link());
        }
        if (!target.isIpv4() || count < 1) {
            throw CommandException.usage("ARP finds IPv4 addresses, by at least one request");
        }
        try (Network open = network.open(console);
                Socket socket = open.layer().open(Family.PACKET, Type.RAW, Protocol.ETH_P_ARP);
                Interrupt.Registration _ = console.interrupt().closing(socket)) {
            IpAddress source = open.addresses().stream()
                    .map(IpPrefix::address)
                    .filter(IpAddress::isIpv4)
                    .findFirst()
                    .orElseThrow(() -> CommandException.usage("ARP needs an IPv4 --address to ask from"));
            if (!json) {
                console.data("ARPING " + target + " from " + source + " " + open.interfaceName());
            }
            socket.bind(LinkAddress.of(open.interfaceId()));
            try {
                for (int i = 0; i < count; i++) {
                    ask(socket, source, open);
                }
            } catch (SocketException e) {
                if (!console.interrupt().wasRaised()) {
                    throw e;
                }
            }
            if (!json) {
                console.data(
                        "Sent " + sent + " probes (" + sent + " broadcast(s))\nReceived " + received + " response(s)");
            }
        }
        return received > 0 ? 0 : 1;
    }

    private void ask(Socket socket, IpAddress source, Network open) throws SocketException {
        var packet = new PacketBuffer(PacketBuffer.HEADROOM + FRAME_BYTES);
        new ArpPacket(ArpPacket.REQUEST, open.mac(), source, MacAddress.NONE, target).append(packet);
        EthernetFrame.prepend(packet, MacAddress.BROADCAST, open.mac(), EtherType.ARP);
        packet.append(SHORTEST_FRAME - packet.length());
        long began = System.nanoTime();
        socket.sendTo(packet.toBytes(), LinkAddress.of(open.interfaceId()));
        sent++;
        long end = began + interval.toNanos();
        for (long left = interval.toNanos(); left > 0; left = end - System.nanoTime()) {
            try {
                socket.setsockopt(SocketOptions.SO_RCVTIMEO, Duration.ofNanos(Math.max(left, 1000)));
                var frame = new byte[FRAME_BYTES];
                if (isReply(frame, socket.recv(frame), System.nanoTime() - began) && sent == count) {
                    return;
                }
            } catch (SocketException e) {
                if (e.errno() != Errno.EAGAIN) {
                    throw e;
                }
            }
        }
    }

    private boolean isReply(byte[] frame, int length, long rttNanos) {
        if (!(EthernetFrame.decode(frame, 0, length) instanceof EthernetFrame ethernet)
                || !(ArpPacket.decode(frame, ethernet.payloadAt(), length) instanceof ArpPacket arp)
                || arp.operation() != ArpPacket.REPLY
                || !arp.senderProtocol().equals(target)) {
            return false;
        }
        received++;
        String mac = arp.senderHardware().toString();
        boolean isBroadcast = ethernet.destination().isGroup();
        if (json) {
            console.data(new JsonLine()
                    .put("from", target.toString())
                    .put("mac", mac)
                    .put("timeMillis", rttNanos / 1e6)
                    .toString());
        } else {
            console.data((isBroadcast ? "Broadcast" : "Unicast") + " reply from " + target + " ["
                    + mac.toUpperCase(Locale.ROOT) + "]  " + Thousandths.millis(rttNanos) + "ms");
        }
        return true;
    }
}

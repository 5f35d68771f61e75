package jackfield.cli.demo.scenario;

import static jackfield.socket.Family.PACKET;
import static jackfield.socket.Type.RAW;

import jackfield.cli.demo.scenario.Scenario.Bilingual;
import jackfield.socket.LinkAddress;
import jackfield.socket.Protocol;
import jackfield.socket.Socket;
import jackfield.socket.SocketLayer;
import jackfield.wire.ArpPacket;
import jackfield.wire.EtherType;
import jackfield.wire.EthernetFrame;
import jackfield.wire.MacAddress;
import jackfield.wire.PacketBuffer;
import java.io.IOException;

/** Who has an address, asked by hand over a packet socket. */
final class Arp {
    /** The first interface after the loopback. */
    private static final int ETH0 = 1;

    static final Scenario SCENARIO = new Scenario(
            "arp",
            new Bilingual(
                    "a packet socket asks who has 10.0.0.2; a stack answers", "用 packet 套接字询问谁有 10.0.0.2，对方协议栈应答"),
            new Bilingual(
                    "Below IP there are only frames: the question goes to everyone on the Ethernet, and whoever has"
                            + " the address answers with its hardware address. No port, no connection, and no"
                            + " program on the other side.",
                    "IP 之下只有帧：问题发给以太网上所有主机，拥有该地址的主机用硬件地址应答。没有端口，没有连接，对方也没有程序。"),
            true,
            cast -> cast.client(layer -> client(layer, question(cast))));

    private Arp() {}

    private static void client(SocketLayer layer, byte[] question) throws IOException {
        try (Socket socket = layer.open(PACKET, RAW, Protocol.ETH_P_ARP)) {
            socket.sendTo(question, LinkAddress.of(ETH0));
            socket.recv(new byte[1514]);
        }
    }

    private static byte[] question(Cast cast) {
        MacAddress sender = cast.link().mac(cast.client());
        var packet = new PacketBuffer(PacketBuffer.HEADROOM + ArpPacket.LENGTH);
        new ArpPacket(
                        ArpPacket.REQUEST,
                        sender,
                        cast.client().address(),
                        MacAddress.NONE,
                        cast.server().address())
                .append(packet);
        EthernetFrame.prepend(packet, MacAddress.BROADCAST, sender, EtherType.ARP);
        return packet.toBytes();
    }
}

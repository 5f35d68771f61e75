package jackfield.cli.demo.scenario;

import static jackfield.socket.Family.INET;
import static jackfield.socket.Type.RAW;

import jackfield.cli.demo.scenario.Scenario.Bilingual;
import jackfield.socket.Protocol;
import jackfield.socket.Socket;
import jackfield.socket.SocketLayer;
import jackfield.wire.IcmpMessage;
import jackfield.wire.PacketBuffer;
import java.io.IOException;
import java.net.InetSocketAddress;

/** ICMP echo over a raw socket, from hosts that do not know each other yet. */
final class Ping {
    private static final InetSocketAddress SERVER = new InetSocketAddress("10.0.0.2", 0);
    private static final int ID = 7;

    static final Scenario SCENARIO = new Scenario(
            "ping",
            new Bilingual("two pings over a raw socket; ARP comes before the first", "原始套接字发送两次 ping，第一次之前先有 ARP"),
            new Bilingual(
                    "No program runs on the server: its stack answers by itself. The first request has to wait until"
                            + " ARP has found the hardware address; the second leaves at once.",
                    "服务器上没有程序：协议栈自己应答。第一个请求要等 ARP 找到硬件地址，第二个立即发出。"),
            true,
            cast -> cast.client(Ping::client));

    private Ping() {}

    private static void client(SocketLayer layer) throws IOException {
        try (Socket socket = layer.open(INET, RAW, Protocol.ICMP)) {
            byte[] buffer = new byte[1500];
            for (int sequence = 1; sequence <= 2; sequence++) {
                socket.sendTo(echoRequest(sequence), SERVER);
                socket.recv(buffer);
            }
        }
    }

    private static byte[] echoRequest(int sequence) {
        PacketBuffer packet = PacketBuffer.copyOf(new byte[56]);
        IcmpMessage.prepend(packet, IcmpMessage.V4_ECHO_REQUEST, 0, ID << 16 | sequence);
        IcmpMessage.finishV4(packet);
        return packet.toBytes();
    }
}

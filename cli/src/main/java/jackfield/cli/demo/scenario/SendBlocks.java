package jackfield.cli.demo.scenario;

import static jackfield.socket.Family.INET;
import static jackfield.socket.SocketOptions.SO_RCVBUF;
import static jackfield.socket.SocketOptions.SO_SNDBUF;
import static jackfield.socket.Type.STREAM;

import jackfield.cli.demo.scenario.Scenario.Bilingual;
import jackfield.socket.Socket;
import jackfield.socket.SocketLayer;
import java.io.IOException;
import java.time.Duration;

/** Flow control: the receiver's buffer is full, so in the end the sender's call waits. */
final class SendBlocks {
    /** Small buffers, so that they fill soon. */
    private static final int BUFFER_BYTES = 2048;

    static final Scenario SCENARIO = new Scenario(
            "send-blocks",
            new Bilingual("the server does not read: send() waits for its window", "服务器不读取：窗口关闭，send() 等到窗口打开"),
            new Bilingual(
                    "While the server is busy its receive buffer fills, and the window it advertises shrinks to 0;"
                            + " then the client's send buffer fills, and send() waits. As soon as the server reads,"
                            + " the window opens and everything moves again: nothing is lost, nobody is flooded.",
                    "服务器忙碌时接收缓冲区被填满，通告窗口缩小到 0；随后客户端发送缓冲区填满，send() 阻塞。" + "服务器一旦读取，窗口打开，数据继续流动：没有丢失，也没有淹没对方。"),
            false,
            cast -> {
                cast.server(layer -> server(layer, cast));
                cast.client(SendBlocks::client);
            });

    private SendBlocks() {}

    private static void server(SocketLayer layer, Cast cast) throws IOException, InterruptedException {
        try (Socket server = layer.socket(INET, STREAM)) {
            server.setsockopt(SO_RCVBUF, BUFFER_BYTES);
            server.bind(Echo.SERVER);
            server.listen(128);
            try (Socket conn = server.accept().conn()) {
                cast.world().sleep(Duration.ofMillis(500));
                byte[] buffer = new byte[4096];
                while (conn.recv(buffer) > 0) {
                    // Until the stream ends.
                }
            }
        }
    }

    private static void client(SocketLayer layer) throws IOException {
        try (Socket socket = layer.socket(INET, STREAM)) {
            socket.setsockopt(SO_SNDBUF, BUFFER_BYTES);
            socket.connect(Echo.SERVER);
            byte[] bytes = new byte[4 * BUFFER_BYTES];
            for (int sent = 0; sent < bytes.length; ) {
                sent += socket.send(bytes, sent, bytes.length - sent);
            }
        }
    }
}

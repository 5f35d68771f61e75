package jackfield.cli.demo.scenario;

import static jackfield.socket.Family.INET;
import static jackfield.socket.Type.STREAM;
import static java.nio.charset.StandardCharsets.US_ASCII;

import jackfield.cli.demo.scenario.Scenario.Bilingual;
import jackfield.socket.Socket;
import jackfield.socket.SocketLayer;
import java.io.IOException;

/** A stream has no borders: recv takes what fits and leaves the rest. */
final class RecvLeavesRest {
    static final Scenario SCENARIO = new Scenario(
            "recv-leaves-rest",
            new Bilingual("eleven bytes arrive at once, recv(5) takes three calls", "十一个字节同时到达，recv(5) 分三次取走"),
            new Bilingual(
                    "recv(n) takes at most n bytes and leaves the rest buffered: the next recv() has it at once,"
                            + " without waiting and without any packet.",
                    "recv(n) 最多取 n 个字节，其余留在缓冲区：下一次 recv() 立即取到，无需等待，也没有任何报文。"),
            false,
            cast -> {
                cast.server(RecvLeavesRest::server);
                cast.client(layer -> client(layer, cast));
            });

    private RecvLeavesRest() {}

    private static void server(SocketLayer layer) throws IOException {
        try (Socket server = layer.socket(INET, STREAM)) {
            server.bind(Echo.SERVER);
            server.listen(128);
            try (Socket conn = server.accept().conn()) {
                byte[] buffer = new byte[5];
                while (conn.recv(buffer) > 0) {
                    // Five, five, one; then it waits, until the stream ends.
                }
            }
        }
    }

    private static void client(SocketLayer layer, Cast cast) throws IOException, InterruptedException {
        try (Socket socket = layer.socket(INET, STREAM)) {
            socket.connect(Echo.SERVER);
            socket.sendAll("hello world".getBytes(US_ASCII));
            cast.think();
        }
    }
}

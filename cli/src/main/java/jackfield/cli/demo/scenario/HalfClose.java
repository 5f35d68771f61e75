package jackfield.cli.demo.scenario;

import static jackfield.socket.Family.INET;
import static jackfield.socket.Type.STREAM;
import static java.nio.charset.StandardCharsets.US_ASCII;

import jackfield.cli.demo.scenario.Scenario.Bilingual;
import jackfield.socket.Shutdown;
import jackfield.socket.Socket;
import jackfield.socket.SocketLayer;
import java.io.IOException;

/** One direction ends, the other goes on: the answer comes when the question is complete. */
final class HalfClose {
    static final Scenario SCENARIO = new Scenario(
            "half-close",
            new Bilingual("the client ends its direction, the server still answers", "客户端用 shutdown() 关闭自己的方向，服务器仍可应答"),
            new Bilingual(
                    "shutdown(SHUT_WR) sends the FIN and leaves the other direction open: the server, in CLOSE_WAIT,"
                            + " still sends, the client, in FIN_WAIT_2, still receives.",
                    "shutdown(SHUT_WR) 发出 FIN，另一个方向仍然打开：服务器在 CLOSE_WAIT 仍可发送，" + "客户端在 FIN_WAIT_2 仍可接收。"),
            false,
            cast -> {
                cast.server(layer -> server(layer, cast));
                cast.client(layer -> client(layer, cast));
            });

    private HalfClose() {}

    /** Answers with the number of bytes it got. */
    private static void server(SocketLayer layer, Cast cast) throws IOException, InterruptedException {
        try (Socket server = layer.socket(INET, STREAM)) {
            server.bind(Echo.SERVER);
            server.listen(128);
            try (Socket conn = server.accept().conn()) {
                byte[] buffer = new byte[1024];
                int total = 0;
                for (int n; (n = conn.recv(buffer)) > 0; ) {
                    total += n;
                }
                conn.sendAll((total + " bytes").getBytes(US_ASCII));
                cast.think();
            }
        }
    }

    private static void client(SocketLayer layer, Cast cast) throws IOException, InterruptedException {
        try (Socket socket = layer.socket(INET, STREAM)) {
            socket.connect(Echo.SERVER);
            socket.sendAll("one two three".getBytes(US_ASCII));
            cast.think();
            socket.shutdown(Shutdown.WR);
            byte[] buffer = new byte[1024];
            while (socket.recv(buffer) > 0) {
                // Until the server has ended its direction too.
            }
        }
    }
}

package jackfield.cli.demo.scenario;

import static jackfield.socket.Family.INET;
import static jackfield.socket.Type.STREAM;
import static java.nio.charset.StandardCharsets.US_ASCII;

import jackfield.cli.demo.scenario.Scenario.Bilingual;
import jackfield.socket.Accepted;
import jackfield.socket.Socket;
import jackfield.socket.SocketLayer;
import java.io.IOException;
import java.net.InetSocketAddress;

/** The conversation of every textbook: connect, send, receive, close. */
final class Echo {
    static final InetSocketAddress SERVER = new InetSocketAddress("10.0.0.2", 7);

    static final Scenario SCENARIO = new Scenario(
            "echo",
            new Bilingual("a client connects, sends five bytes, gets them back, closes", "客户端建立连接，发送五个字节，收到回显，然后关闭"),
            new Bilingual(
                    "Three segments open the connection: connect() returns on the second, accept() on the third."
                            + " Four close it, each direction on its own: recv() returns 0 on the FIN, and who"
                            + " closed first keeps TIME_WAIT for a minute.",
                    "三次握手建立连接：connect() 在第二个报文返回，accept() 在第三个报文返回。四次挥手关闭连接，"
                            + "两个方向各自关闭：recv() 收到 FIN 返回 0，先关闭的一方保持 TIME_WAIT 一分钟。"),
            false,
            cast -> {
                cast.server(layer -> server(layer, cast));
                cast.client(Echo::client);
            });

    private Echo() {}

    static void server(SocketLayer layer, Cast cast) throws IOException, InterruptedException {
        try (Socket server = layer.socket(INET, STREAM)) {
            server.bind(SERVER);
            server.listen(128);
            while (true) {
                Accepted accepted = server.accept();
                echo(accepted.conn(), cast);
            }
        }
    }

    private static void echo(Socket conn, Cast cast) throws IOException, InterruptedException {
        try (conn) {
            byte[] buffer = new byte[1024];
            for (int n; (n = conn.recv(buffer)) > 0; ) {
                conn.sendAll(buffer, 0, n);
            }
            // Who closes at once answers the FIN by its own: then three segments close the connection, not four.
            cast.think();
        }
    }

    static void client(SocketLayer layer) throws IOException {
        try (Socket socket = layer.socket(INET, STREAM)) {
            socket.connect(SERVER);
            byte[] hello = "hello".getBytes(US_ASCII);
            socket.sendAll(hello);
            byte[] buffer = new byte[1024];
            for (int received = 0; received < hello.length; ) {
                received += socket.recv(buffer);
            }
        }
    }
}

package jackfield.conformance.readme;

import static jackfield.socket.Family.INET;
import static jackfield.socket.Type.STREAM;

import jackfield.socket.Socket;
import jackfield.socket.SocketLayer;
import java.io.IOException;
import java.net.InetSocketAddress;

/** The server of the README; what stands between the two marks is shown there to the letter. */
final class EchoServer {
    private EchoServer() {}

    // README
    static void serve(SocketLayer layer) throws IOException {
        try (Socket server = layer.socket(INET, STREAM)) {
            server.bind(new InetSocketAddress("10.0.0.2", 7));
            server.listen(128);
            while (true) {
                try (Socket conn = server.accept().conn()) { // waits
                    byte[] buffer = new byte[1024];
                    for (int n; (n = conn.recv(buffer)) > 0; ) { // blocks; at most 1024; the rest stays
                        conn.sendAll(buffer, 0, n);
                    }
                }
            }
        }
    }
    // README
}

package jackfield.cli.demo.scenario;

import static jackfield.socket.Family.INET;
import static jackfield.socket.Type.STREAM;

import jackfield.cli.demo.scenario.Scenario.Bilingual;
import jackfield.engine.base.Errno;
import jackfield.socket.Socket;
import jackfield.socket.SocketException;
import jackfield.socket.SocketLayer;
import java.io.IOException;

/** Nobody listens. */
final class Refused {
    static final Scenario SCENARIO = new Scenario(
            "refused",
            new Bilingual("nobody listens at that port: connect() is refused", "该端口无人监听：connect() 被拒绝"),
            new Bilingual(
                    "No socket listens, so the server's stack itself answers the SYN with RST, and connect() fails with"
                            + " ECONNREFUSED after one round trip.",
                    "没有监听的套接字，服务器协议栈直接用 RST 回应 SYN,connect() 在一个往返后以 ECONNREFUSED 失败。"),
            false,
            cast -> cast.client(Refused::client));

    private Refused() {}

    private static void client(SocketLayer layer) throws IOException {
        try (Socket socket = layer.socket(INET, STREAM)) {
            socket.connect(Echo.SERVER);
        } catch (SocketException refusal) {
            if (refusal.errno() != Errno.ECONNREFUSED) {
                throw refusal;
            }
        }
    }
}

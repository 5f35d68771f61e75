package jackfield.socket.parity;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/** Reading and writing a connection. */
final class StreamCases {
    private StreamCases() {}

    private static Case<NetSide> of(String name, Case.Program<NetSide> program) {
        return new Case<>(name, program);
    }

    static List<Case<NetSide>> all() {
        return List.of(
                of("bytes go both ways", (side, out) -> {
                    NetSide.Pair pair = side.pair(out);
                    pair.client().getOutputStream().write(new byte[] {1, 2, 3});
                    out.note("server reads", pair.server().getInputStream().readNBytes(3));
                    pair.server().getOutputStream().write(200);
                    out.note("client reads", pair.client().getInputStream().read());
                }),
                of("the end is told again and again", (side, out) -> {
                    NetSide.Pair pair = side.pair(out);
                    pair.client().close();
                    InputStream in = pair.server().getInputStream();
                    out.tries("first", in::read);
                    out.tries("second", () -> in.read(new byte[8]));
                    pair.server().close();
                    out.tries("closed", in::read);
                }),
                of("a read of no bytes answers 0 at once", (side, out) -> {
                    NetSide.Pair pair = side.pair(out);
                    InputStream in = pair.server().getInputStream();
                    out.tries("read", () -> in.read(new byte[0]));
                    out.tries("read at the end of the array", () -> in.read(new byte[4], 4, 0));
                    pair.server().close();
                    out.tries("read closed", () -> in.read(new byte[0]));
                }),
                of("arrays are checked first", (side, out) -> {
                    NetSide.Pair pair = side.pair(out);
                    InputStream in = pair.server().getInputStream();
                    OutputStream to = pair.server().getOutputStream();
                    out.tries("read too long", () -> in.read(new byte[4], 2, 3));
                    out.tries("read negative", () -> in.read(new byte[4], -1, 1));
                    out.does("write too long", () -> to.write(new byte[4], 2, 3));
                    out.does("write negative", () -> to.write(new byte[4], 0, -1));
                    pair.server().close();
                    out.tries("read closed", () -> in.read(new byte[4], 2, 3));
                }));
    }
}

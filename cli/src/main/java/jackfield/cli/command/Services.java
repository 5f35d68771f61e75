package jackfield.cli.command;

import jackfield.socket.Received;
import jackfield.socket.Socket;
import jackfield.socket.SocketException;

/**
 * The oldest services of the internet: what comes is sent back, or thrown away.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc862">RFC 862</a> (echo), RFC 863 (discard)
 */
final class Services {
    static final int ECHO_PORT = 7;
    static final int DISCARD_PORT = 9;

    private static final int BUFFER_BYTES = 64 * 1024;

    private Services() {}

    /** Sends everything back until the peer has ended its direction. */
    static void echo(Socket conn, Totals totals) throws SocketException {
        var buffer = new byte[BUFFER_BYTES];
        for (int n; (n = conn.recv(buffer)) > 0; ) {
            totals.in(n);
            conn.sendAll(buffer, 0, n);
            totals.out(n);
        }
    }

    /** Receives until the peer has ended its direction. */
    static void discard(Socket conn, Totals totals) throws SocketException {
        var buffer = new byte[BUFFER_BYTES];
        for (int n; (n = conn.recv(buffer)) > 0; ) {
            totals.in(n);
        }
    }

    /** Sends every datagram back to its sender, until the socket fails or is closed. */
    static void echoDatagrams(Socket socket, Totals totals) throws SocketException {
        var buffer = new byte[BUFFER_BYTES];
        while (true) {
            Received received = socket.recvFrom(buffer);
            totals.in(received.length());
            totals.out(socket.sendTo(buffer, 0, received.length(), received.from()));
        }
    }
}

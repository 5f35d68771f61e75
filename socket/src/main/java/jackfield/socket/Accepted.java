package jackfield.socket;

import java.net.InetSocketAddress;

/**
 * What {@code accept} answers: the new connection, and who is at its other end.
 *
 * @param conn an open socket of its own, to be closed by whoever accepted it
 */
public record Accepted(Socket conn, InetSocketAddress addr) {
    /** {@return the descriptor of {@link #conn}} */
    public int fd() {
        return conn.fd();
    }

    @Override
    public String toString() {
        return "(" + conn.fd() + ", " + AddressText.of(addr) + ")";
    }
}

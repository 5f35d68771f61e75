package jackfield.engine.tcp;

import jackfield.engine.base.SipHash;
import jackfield.wire.IpAddress;
import java.util.random.RandomGenerator;

/**
 * Chooses initial sequence numbers that grow for each pair of sockets and that nobody else can guess.
 *
 * <pre>
 *   ISN = M + F(local address, local port, remote address, remote port, secret)        M: a clock of 4 microseconds
 * </pre>
 *
 * <p>One for a whole stack; the secret is drawn when it is made.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6528#section-3">RFC 6528, 3</a>; RFC 9293, 3.4.1
 */
public final class InitialSequence {
    private static final long TICK_NANOS = 4000;
    private static final long NO_PORTS = -1;

    private final SipHash hash;

    /** Draws the secret from {@code random}. */
    public InitialSequence(RandomGenerator random) {
        hash = new SipHash(random.nextLong(), random.nextLong());
    }

    /** {@return the initial sequence number of a connection that begins now} */
    public int next(long now, IpAddress local, int localPort, IpAddress remote, int remotePort) {
        return (int) (now / TICK_NANOS) + (int) hash(local, localPort, remote, remotePort);
    }

    /**
     * {@return what to add to the timestamp clock: the same for all connections of two hosts, so that a timestamp shows
     * which of two is newer, and different from host to host (RFC 7323, 5.4 and 7.1)}
     */
    public int timestampOffset(IpAddress local, IpAddress remote) {
        return (int) start(local, remote).add(NO_PORTS).end();
    }

    /** {@return a keyed hash of two sockets, for tables too; its halves are independent} */
    public long hash(IpAddress local, int localPort, IpAddress remote, int remotePort) {
        return start(local, remote).add((long) localPort << 16 | remotePort).end();
    }

    private SipHash start(IpAddress local, IpAddress remote) {
        return hash.begin()
                .add(local.high())
                .add(local.low())
                .add(remote.high())
                .add(remote.low());
    }
}

package jackfield.engine.tcp;

import jackfield.engine.base.Errno;
import jackfield.wire.TcpSegment;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the state, who still cares for the connection, and what both sides are told when it ends.
 *
 * <pre>
 *   the application: reads, writes | has shut one direction | has closed: the connection is an orphan
 *   the peer:        is owed nothing | a RST
 * </pre>
 *
 * <p>Arms {@link TcpTimer#TIME_WAIT} and {@link TcpTimer#FIN_WAIT_2}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9293#section-3.6">RFC 9293, 3.6</a>; RFC 1122, 4.2.2.13
 */
final class Lifecycle {
    private final TcpTimer.Table timers;
    private final PendingError error = new PendingError();
    private TcpConfig config;
    private TcpState state;
    private boolean isOrphan;
    private boolean isReadShut;
    private boolean isDisconnected;
    /** A RST that is to leave before anything else; null if there is none. */
    private @Nullable TcpSegment reset;

    Lifecycle(TcpConfig config, TcpState state, TcpTimer.Table timers) {
        this.config = config;
        this.state = state;
        this.timers = timers;
    }

    void configure(TcpConfig changed) {
        config = changed;
    }

    /** The state changes, or TIME_WAIT begins anew. */
    void enter(long now, TcpState next) {
        state = next;
        if (next == TcpState.CLOSED) {
            end(Errno.OK);
        } else if (next == TcpState.TIME_WAIT) {
            // RFC 9293 3.6.1: 2 MSL from now, and again from each FIN that comes again.
            timers.cancelAll();
            timers.arm(TcpTimer.TIME_WAIT, now + config.timeWaitNanos());
        } else {
            limitOrphan(now);
        }
    }

    /** The application has closed; orderly, so the state may still wait for the peer. */
    void orphan(long now) {
        isOrphan = true;
        isReadShut = true;
        limitOrphan(now);
    }

    private void limitOrphan(long now) {
        if (state == TcpState.FIN_WAIT_2 && isOrphan && config.finWait2Nanos() < 0) {
            // TCP_LINGER2 below 0: nobody waits for the peer's FIN.
            end(Errno.OK);
        } else if (state == TcpState.FIN_WAIT_2 && isOrphan && !timers.isArmed(TcpTimer.FIN_WAIT_2)) {
            timers.arm(TcpTimer.FIN_WAIT_2, now + config.finWait2Nanos());
        }
    }

    /** The connection is over; the application is told {@code cause}, unless it is {@link Errno#OK}. */
    void end(Errno cause) {
        state = TcpState.CLOSED;
        if (cause != Errno.OK) {
            error.raise(cause);
        }
        timers.cancelAll();
    }

    /** The application took back its call to connect: as if it had never been. */
    void disconnect(Errno cause) {
        isDisconnected = true;
        end(cause);
    }

    boolean isDisconnected() {
        return isDisconnected;
    }

    /** The connection is over because the peer answers no more. */
    void endByTimeout() {
        end(Errno.OK);
        error.raiseTimeout();
    }

    /** The peer is to be sent this RST; null for none. */
    void oweReset(@Nullable TcpSegment segment) {
        reset = segment;
    }

    /** {@return the RST owed, which is thereby paid; null if there is none} */
    @Nullable
    TcpSegment takeReset() {
        TcpSegment taken = reset;
        reset = null;
        return taken;
    }

    /** {@return tcp_rfc1337: whether TIME_WAIT outlives a RST} */
    boolean isTimeWaitProtected() {
        return config.path().rfc1337();
    }

    void shutRead() {
        isReadShut = true;
    }

    boolean isReadShut() {
        return isReadShut;
    }

    boolean isOrphan() {
        return isOrphan;
    }

    TcpState state() {
        return state;
    }

    PendingError error() {
        return error;
    }
}

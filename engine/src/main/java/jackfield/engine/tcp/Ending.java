package jackfield.engine.tcp;

import jackfield.engine.base.Errno;

/**
 * The application's calls that end a connection, in one direction or in both, in order or at once.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9293#section-3.10.4">RFC 9293, 3.10.4 and 3.10.5</a>; RFC 2525, 2.17;
 *     shutdown(2), close(2)
 */
final class Ending {
    private final Lifecycle lifecycle;
    private final SendSide send;
    private final ReceiveSide receive;
    private final Outbound outbound;

    Ending(Lifecycle lifecycle, SendSide send, ReceiveSide receive, Outbound outbound) {
        this.lifecycle = lifecycle;
        this.send = send;
        this.receive = receive;
        this.outbound = outbound;
    }

    /** As in Linux what comes all the same can be read. */
    void shutdownRead() {
        lifecycle.shutRead();
    }

    /** {@return 0 or -ENOTCONN} */
    int shutdownWrite(long now) {
        TcpState state = lifecycle.state();
        switch (state) {
            case CLOSED, LISTEN -> {
                return Errno.ENOTCONN.refusal();
            }
            // Linux disconnects a socket that is still connecting.
            case SYN_SENT -> lifecycle.disconnect(Errno.ECONNRESET);
            case SYN_RCVD -> send.queueFin();
            case ESTABLISHED, CLOSE_WAIT -> {
                send.queueFin();
                lifecycle.enter(now, Closing.onClose(state));
            }
            case FIN_WAIT_1, FIN_WAIT_2, CLOSING, LAST_ACK, TIME_WAIT -> {}
        }
        return 0;
    }

    /** The application is gone. */
    void close(long now, TcpConfig config) {
        TcpState state = lifecycle.state();
        boolean leavesUnread = receive.readable() > 0 && state.isSynchronized() && state != TcpState.TIME_WAIT;
        if (config.lingerNanos() == 0 || leavesUnread || state == TcpState.SYN_SENT) {
            if (leavesUnread) {
                // Whatever the state: a FIN that was lost will not be sent again.
                lifecycle.oweReset(outbound.reset(now));
            }
            abort(now);
            return;
        }
        if (state == TcpState.FIN_WAIT_2 && config.finWait2Nanos() < 0) {
            lifecycle.oweReset(outbound.reset(now));
        }
        if (state != TcpState.CLOSED) {
            shutdownWrite(now);
            lifecycle.orphan(now);
            send.orphan();
            receive.discard();
        }
    }

    /** Ends at once, with RST if the peer knows of us. */
    void abort(long now) {
        if (Closing.owesReset(lifecycle.state(), send.hasUnsent())) {
            lifecycle.oweReset(outbound.reset(now));
        }
        lifecycle.orphan(now);
        lifecycle.end(Errno.OK);
    }
}

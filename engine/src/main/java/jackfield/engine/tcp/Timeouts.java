package jackfield.engine.tcp;

import jackfield.engine.base.Deadline;
import jackfield.engine.base.Errno;

/**
 * Gives each timer that has run out to the part that waits for it, and ends the connection where one waits in vain.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9293#section-3.10.8">RFC 9293, 3.10.8</a>; RFC 1122, 4.2.3.5-4.2.3.6
 */
final class Timeouts {
    private final Lifecycle lifecycle;
    private final Handshake handshake;
    private final SendSide send;
    private final ReceiveSide receive;
    private final KeepAlive keepAlive;
    private final Outbound outbound;
    private final TcpTimer.Table timers;
    private TcpConfig config;

    Timeouts(
            TcpConfig config,
            Lifecycle lifecycle,
            Handshake handshake,
            SendSide send,
            ReceiveSide receive,
            KeepAlive keepAlive,
            Outbound outbound,
            TcpTimer.Table timers) {
        this.config = config;
        this.lifecycle = lifecycle;
        this.handshake = handshake;
        this.send = send;
        this.receive = receive;
        this.keepAlive = keepAlive;
        this.outbound = outbound;
        this.timers = timers;
    }

    void configure(TcpConfig changed) {
        config = changed;
    }

    /** Runs what is due. */
    void onTime(long now) {
        if (timers.takeIfDue(TcpTimer.TIME_WAIT, now) || timers.takeIfDue(TcpTimer.FIN_WAIT_2, now)) {
            lifecycle.end(Errno.OK);
        }
        if (timers.takeIfDue(TcpTimer.USER_TIMEOUT, now)) {
            lifecycle.endByTimeout();
        }
        if (timers.takeIfDue(TcpTimer.RETRANSMIT, now)) {
            onRetransmitTimeout(now);
        }
        send.repeats().onTime(now);
        if (timers.takeIfDue(TcpTimer.PERSIST, now)) {
            switch (send.repeats().onPersistTimeout(now, mostRetries())) {
                case SENDS -> {}
                case PROBES -> outbound.probe();
                case GIVES_UP -> lifecycle.endByTimeout();
            }
        }
        if (timers.takeIfDue(TcpTimer.KEEP_ALIVE, now)) {
            onKeepAlive(now);
        }
        if (timers.takeIfDue(TcpTimer.DELAYED_ACK, now)) {
            receive.onAckTimeout(now);
        }
    }

    private void onRetransmitTimeout(long now) {
        TcpState state = lifecycle.state();
        boolean isSyn = !state.isSynchronized();
        boolean goesOn = isSyn
                ? send.repeats().onSynTimeout(now, state == TcpState.SYN_SENT)
                : send.repeats().onRetransmitTimeout(now, mostRetries());
        if (!goesOn) {
            lifecycle.endByTimeout();
        } else if (isSyn) {
            handshake.onTimeout();
        }
    }

    private int mostRetries() {
        return lifecycle.isOrphan() ? config.orphanRetries() : config.retries();
    }

    private void onKeepAlive(long now) {
        switch (keepAlive.onTime(now, config, !send.isIdle())) {
            case WAIT -> armKeepAlive();
            case PROBE -> {
                outbound.probe();
                armKeepAlive();
            }
            case GIVE_UP -> {
                lifecycle.oweReset(outbound.reset(now));
                lifecycle.endByTimeout();
            }
        }
    }

    /** Sets the timer of the idle probes, as the settings and the state want it. */
    void armKeepAlive() {
        TcpState state = lifecycle.state();
        boolean isProbed = config.keepAlive() && state.isSynchronized() && state != TcpState.TIME_WAIT;
        timers.arm(TcpTimer.KEEP_ALIVE, isProbed ? keepAlive.deadline(config) : Deadline.NEVER);
    }
}

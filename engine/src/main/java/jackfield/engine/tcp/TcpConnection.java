package jackfield.engine.tcp;

import jackfield.engine.base.Errno;
import jackfield.engine.base.Poll;
import jackfield.wire.PacketBuffer;
import jackfield.wire.TcpSegment;
import org.jspecify.annotations.Nullable;

/**
 * One end of one connection: its inputs, commands and outputs, and the parts behind them.
 *
 * <pre>
 *   onSegment   -> Inbound  -> Handshake, Arrival, SendSide, ReceiveSide, Lifecycle
 *   onTime      -> the part whose timer is due
 *   nextSegment <- Outbound <- RST, SYN, text, FIN, probe, acknowledgment
 * </pre>
 *
 * <p>{@code now} never goes back. Whatever a segment holds, no input throws. As long as something is owed to either end
 * a timer is armed or something can be pulled: asserted after each input. Not thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9293#section-3.10">RFC 9293, 3.10</a>
 */
public final class TcpConnection {
    private final TcpTimer.Table timers = new TcpTimer.Table();
    private final Lifecycle lifecycle;
    private final Handshake handshake;
    private final SendSide send;
    private final ReceiveSide receive;
    private final KeepAlive keepAlive = new KeepAlive();
    private final Timestamps timestamps;
    private final Inbound inbound;
    private final Outbound outbound;
    private final Timeouts timeouts;
    private final Ecn ecn;
    private final Traffic traffic;
    private final Reading reading;
    private final SendProgress progress;
    private final Writing writing;
    private final Ending ending;
    private TcpConfig config;

    /** Nothing more could be pulled, and nothing has happened since. */
    private boolean isDrained;

    private TcpConnection(
            TcpConfig config,
            TcpState state,
            int localPort,
            int remotePort,
            int iss,
            int timestampOffset,
            FastOpen fastOpen) {
        this.config = config;
        lifecycle = new Lifecycle(config, state, timers);
        handshake = new Handshake(config, state == TcpState.SYN_RCVD, fastOpen);
        send = new SendSide(config, iss, timers);
        receive = new ReceiveSide(config);
        timestamps = new Timestamps(timestampOffset);
        ecn = new Ecn(config.congestion());
        reading = new Reading(lifecycle, receive);
        progress = new SendProgress(send);
        writing = new Writing(lifecycle, handshake, send);
        traffic = new Traffic(iss, state == TcpState.SYN_RCVD ? iss + 1 : iss);
        inbound = new Inbound(lifecycle, handshake, send, receive, timestamps, keepAlive, ecn);
        outbound = new Outbound(config, localPort, remotePort, lifecycle, handshake, send, receive, timestamps, ecn);
        timeouts = new Timeouts(config, lifecycle, handshake, send, receive, keepAlive, outbound, timers);
        ending = new Ending(lifecycle, send, receive, outbound);
    }

    /**
     * Opens actively: SYN_SENT, with a SYN to be pulled.
     *
     * @param iss initial send sequence number (RFC 6528), chosen by the caller
     * @param timestampOffset added to the millisecond clock for TSval (RFC 7323, 5.4), chosen by the caller
     * @param fastOpen what the SYN bears beside itself
     */
    public static TcpConnection connect(
            long now,
            TcpConfig config,
            int localPort,
            int remotePort,
            int iss,
            int timestampOffset,
            FastOpen fastOpen) {
        var connection =
                new TcpConnection(config, TcpState.SYN_SENT, localPort, remotePort, iss, timestampOffset, fastOpen);
        connection.keepAlive.onHeard(now);
        return connection;
    }

    /**
     * Opens passively on a SYN that a listener accepted: SYN_RCVD, with a SYN+ACK to be pulled.
     *
     * <p>By Fast Open: the text beside the SYN is taken, and both ends may send before the third segment.
     *
     * @param ecn the ECN field of the SYN's IP header
     * @param cookie what the first SYN+ACK tells; {@link TcpOptions#NONE_GIVEN} for none
     */
    public static TcpConnection answer(
            long now, TcpConfig config, TcpSegment syn, int ecn, int iss, int timestampOffset, FastOpen cookie) {
        var connection = new TcpConnection(
                config, TcpState.SYN_RCVD, syn.destinationPort(), syn.sourcePort(), iss, timestampOffset, cookie);
        connection.keepAlive.onHeard(now);
        connection.ecn.onGranted(Ecn.grant(config.congestion(), syn.flags(), ecn), ecn);
        connection.inbound.onFastOpen(now, syn);
        connection.settle();
        return connection;
    }

    /** Begins with the third segment, given to {@link #onSegment} next, or with the SYN+ACK to be pulled: SYN_RCVD. */
    public static TcpConnection complete(long now, TcpConfig config, HalfOpen half) {
        var connection = new TcpConnection(
                config,
                TcpState.SYN_RCVD,
                half.localPort,
                half.remotePort,
                half.iss,
                half.timestampOffset,
                FastOpen.off());
        connection.keepAlive.onHeard(now);
        half.settle(connection.ecn);
        connection.inbound.onPeerSyn(now, half.peerOptions(), half.irs, 0);
        connection.handshake.resume(half.sent(), half.firstSentNanos(), half.timeouts() > 0);
        if (half.sent() > 0) {
            connection.send.onSynSent(now);
        }
        return connection;
    }

    /**
     * Input: a segment for this connection, whose IP header bore the ECN field {@code ecn}. Borrowed.
     *
     * {@return whether it was acceptable; false is only for counting}
     */
    public boolean onSegment(long now, TcpSegment segment, int ecn) {
        boolean wasEstablished = state().isSynchronized();
        traffic.onIn(now, segment);
        boolean wasAcceptable = inbound.onSegment(now, segment, ecn);
        if (!wasEstablished && state().isSynchronized()) {
            traffic.start(now, receive.window().irs() + 1);
            timeouts.armKeepAlive();
        }
        settle();
        return wasAcceptable;
    }

    /** Input: time has reached {@link #nextDeadline} (harmless earlier). */
    public void onTime(long now) {
        if (now >= timers.earliest()) {
            timeouts.onTime(now);
            settle();
        }
    }

    /**
     * Input: ICMP or neighbour resolution tells of an error about a segment of ours that began at {@code seq}.
     *
     * <p>Hard in SYN_SENT: the connection ends with {@code error}. Otherwise soft (RFC 5927): remembered and told
     * instead of ETIMEDOUT should the retransmissions run out.
     */
    public void onUnreachable(long now, Errno error, boolean hard, int seq) {
        // RFC 5927 4.1: only what is in flight can have caused it.
        if (!send.window().isInFlight(seq) || state() == TcpState.CLOSED) {
            return;
        }
        if (hard && state() == TcpState.SYN_SENT) {
            lifecycle.end(error);
        } else {
            lifecycle.error().remember(error);
        }
        settle();
    }

    /**
     * {@return bytes taken (above 0), or -errno: EAGAIN (no room, or not yet connected), EPIPE, or the pending error}
     */
    public int write(long now, byte[] bytes, int at, int length) {
        return write(now, bytes, at, length, 0);
    }

    /**
     * Like {@link #write(long, byte[], int, int)}.
     *
     * @param kind bits of {@link Writing}
     */
    public int write(long now, byte[] bytes, int at, int length, int kind) {
        int taken = writing.write(bytes, at, length, kind);
        settle();
        return taken;
    }

    /** {@return what the peer's SYN+ACK taught of Fast Open, told once; null if nothing} */
    public FastOpen.@Nullable Lesson takeLesson() {
        return inbound.takeLesson();
    }

    /** {@return bytes read, 0 at the end of the stream, or -errno: EAGAIN, ENOTCONN, or the pending error} */
    public int read(long now, byte[] into, int at, int length) {
        int count = reading.read(now, into, at, length);
        settle();
        return count;
    }

    /** MSG_TRUNC: like {@link #read}, but throws the bytes away. */
    public int skip(long now, int length) {
        int count = reading.skip(now, length);
        settle();
        return count;
    }

    /** {@return what can be read without changing anything} */
    public Reading reading() {
        return reading;
    }

    /** {@return how far the text written has come} */
    public SendProgress progress() {
        return progress;
    }

    /** TCP_QUICKACK: acknowledges at once what waits; 0: waits for text of ours; even: that, from the next on. */
    public void quickAck(long now, int value) {
        AckPolicy policy = receive.ackPolicy();
        if (value == 0) {
            policy.interactive(true);
        } else if (state() == TcpState.ESTABLISHED || state() == TcpState.CLOSE_WAIT) {
            policy.release((value & 1) == 0, receive.readable() == 0);
        } else {
            policy.interactive(false);
        }
        settle();
    }

    /** shutdown(SHUT_RD): where nothing is buffered, a read finds the end; text may come all the same. */
    public void shutdownRead(long now) {
        ending.shutdownRead();
    }

    /** shutdown(SHUT_WR): sends what is buffered, then FIN. {@return 0 or -ENOTCONN} */
    public int shutdownWrite(long now) {
        int answer = ending.shutdownWrite(now);
        settle();
        return answer;
    }

    /**
     * The application is gone: FIN after what is buffered; RST if received text was left unread (RFC 2525, 2.17), if
     * linger is 0, or if text arrives later.
     */
    public void close(long now) {
        ending.close(now, config);
        settle();
    }

    /** Ends at once with RST, if the peer knows of us. */
    public void abort(long now) {
        ending.abort(now);
        settle();
    }

    /** Changes limits and switches; what the handshake settled stays. */
    public void configure(long now, TcpConfig config) {
        this.config = config;
        lifecycle.configure(config);
        receive.configure(config);
        outbound.configure(config);
        timeouts.configure(config);
        if (state() != TcpState.CLOSED && state() != TcpState.TIME_WAIT) {
            send.configure(now, config);
            timeouts.armKeepAlive();
        }
        settle();
    }

    /**
     * Input: the path takes packets of {@code mtu}, {@code headerBytes} of them IP and TCP; told before each segment.
     *
     * @param isNarrowed a router said so of something in flight: what is too long leaves again
     */
    public void onPath(long now, int mtu, int headerBytes, boolean isNarrowed) {
        send.onPath(mtu, headerBytes);
        if (isNarrowed) {
            send.onTooLong();
            settle();
        }
    }

    /** {@return the limits and switches in force} */
    public TcpConfig config() {
        return config;
    }

    /** {@return whether a new connection may take the place of this one, which is in TIME_WAIT, for {@code syn}} */
    public boolean mayReuse(TcpSegment syn) {
        return state() == TcpState.TIME_WAIT
                && TimeWait.mayReuse(syn, timestamps, receive.window().rcvNxt());
    }

    /** {@return whether connect may take the place of this one: its TIME_WAIT with timestamps is so old} */
    public boolean mayReuse(long now, long ageNanos) {
        long begun = timers.deadline(TcpTimer.TIME_WAIT) - config.timeWaitNanos();
        return state() == TcpState.TIME_WAIT && timestamps.isOn() && now - begun >= ageNanos;
    }

    /**
     * Output: the next segment to send now, its text copied to the tail of {@code packet} (empty when given, with at
     * least max(superSegmentBytes, mss) bytes of tailroom); null when there is nothing to send. Call until null.
     *
     * <p>If the text is longer than one segment, {@link PacketBuffer#segmentSize(int)} is set.
     */
    public @Nullable TcpSegment nextSegment(long now, PacketBuffer packet) {
        TcpSegment segment = outbound.next(now, packet);
        settle();
        isDrained = segment == null;
        if (segment != null) {
            traffic.onOut(now, segment, packet.segmentSize());
        } else {
            traffic.onWait(now, send.waitsFor(writing.wantsRoom()));
        }
        assert isLive() : snapshot();
        return segment;
    }

    /** {@return the ECN field that the IP header of the last {@link #nextSegment} is to bear} */
    public int ecn() {
        return outbound.ecn();
    }

    /** Output: when {@link #onTime} is next due; {@link jackfield.engine.base.Deadline#NEVER} if not. */
    public long nextDeadline() {
        return timers.earliest();
    }

    /** {@return the state} */
    public TcpState state() {
        return lifecycle.state();
    }

    /** {@return the bits of {@link jackfield.engine.base.Poll} that hold now, as Linux's tcp_poll has them} */
    public int readiness() {
        boolean isOver = state() == TcpState.CLOSED;
        boolean isOpen = state() == TcpState.SYN_RCVD && handshake.isFastOpened();
        if (waitsForText()) {
            return Poll.OUT;
        }
        return Readiness.of(
                isOpen ? TcpState.ESTABLISHED : state(),
                isOver || lifecycle.isReadShut() || receive.isFinTaken(),
                isOver || send.isFinQueued(),
                receive.isReadable(),
                receive.hasUrgent(),
                send.isWritable(),
                lifecycle.error().isPending());
    }

    /** {@return the pending error, which is thereby taken} */
    public Errno takeError() {
        return lifecycle.error().take();
    }

    /** {@return whether the SYN waits for the first write: TCP_FASTOPEN_CONNECT} */
    public boolean waitsForText() {
        return state() == TcpState.SYN_SENT && handshake.fastOpen().waitsForText();
    }

    /** {@return whether the peer ended the connection with RST} */
    public boolean wasReset() {
        return inbound.wasReset();
    }

    /** {@return bytes that can be read now: SIOCINQ} */
    public int readable() {
        return receive.readable();
    }

    /** After each input, command and output. */
    private void settle() {
        isDrained = false;
        traffic.onProgress(send.window().sndUna(), receive.window().rcvNxt());
        if (state() == TcpState.CLOSED) {
            send.release();
        } else {
            timers.arm(TcpTimer.DELAYED_ACK, receive.ackPolicy().deadline());
        }
        assert isLive() : snapshot();
    }

    /** {@return whether whatever is owed to either end has a timer, or can be pulled} */
    private boolean isLive() {
        return waitsForText()
                || Liveness.holds(state(), isDrained, lifecycle.isOrphan(), handshake.isSynDue(), send, timers);
    }

    /** {@return all variables, under their RFC names} */
    public TcpSnapshot snapshot() {
        return Snapshots.of(state(), handshake, ecn, send, receive, config.mss(), traffic, timers);
    }
}

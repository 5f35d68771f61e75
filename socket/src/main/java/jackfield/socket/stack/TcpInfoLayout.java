package jackfield.socket.stack;

import jackfield.engine.endpoint.TcpEndpoint;
import jackfield.engine.tcp.EcnSnapshot;
import jackfield.engine.tcp.LossSnapshot;
import jackfield.engine.tcp.RateSnapshot;
import jackfield.engine.tcp.ReceiveSnapshot;
import jackfield.engine.tcp.TcpSnapshot;
import jackfield.engine.tcp.TcpState;
import jackfield.engine.tcp.TimeoutSnapshot;
import jackfield.engine.tcp.TrafficSnapshot;
import jackfield.socket.open.Linux;
import java.util.Arrays;

/** Writes Linux's {@code struct tcp_info} from a snapshot. */
final class TcpInfoLayout {
    private static final long MILLISECOND = 1_000_000L;
    private static final long MICROSECOND = 1_000L;
    private static final int DEFAULT_MSS = 536;
    private static final int TIMESTAMPS_BYTES = 12;
    private static final int TIMESTAMPS = 1;
    private static final int SACK = 2;
    private static final int SCALING = 4;
    private static final int ECN = 8;
    private static final int ECN_SEEN = 16;
    private static final int SYN_DATA = 32;
    private static final byte APPLICATION_LIMITED = 1;
    private static final int FIRST_SEGMENTS = 10;
    private static final int FIRST_REORDERING = 3;

    private TcpInfoLayout() {}

    /** {@return how many bytes were written} */
    static int put(long now, TcpEndpoint tcp, byte[] value) {
        Arrays.fill(value, 0, Linux.TCP_INFO_BYTES, (byte) 0);
        value[0] = Linux.numberOf(tcp.state());
        TcpSnapshot snapshot = tcp.snapshot();
        Linux.put64(value, 112, unlimited(tcp.config().congestion().maxPacingRate()));
        if (tcp.state() == TcpState.LISTEN) {
            putListener(tcp, value);
        } else if (snapshot == null) {
            putFresh(tcp, value);
        } else {
            putState(tcp, snapshot, value);
            putLoss(snapshot, value);
            putReceive(snapshot, value);
            putTraffic(now, snapshot, value);
            putRate(now, snapshot, value);
            putMarks(snapshot.ecn(), value);
        }
        return Linux.TCP_INFO_BYTES;
    }

    /** Linux has all bits set for what is not limited. */
    private static long unlimited(long rate) {
        return rate == Long.MAX_VALUE ? -1 : rate;
    }

    /** As tcp_get_info: the queue of accept takes the place of the flight. */
    private static void putListener(TcpEndpoint tcp, byte[] value) {
        Linux.put32(value, 24, tcp.waiting());
        Linux.put32(value, 28, tcp.backlog());
        Linux.put32(value, 80, FIRST_SEGMENTS);
        Linux.put32(value, 88, FIRST_REORDERING);
        Linux.put64(value, 104, -1);
    }

    private static void putFresh(TcpEndpoint tcp, byte[] value) {
        putMicros(value, 8, tcp.config().initialRtoNanos());
        Linux.put32(value, 16, DEFAULT_MSS);
        Linux.put32(value, 72, 250_000);
        Linux.put32(value, 76, Integer.MAX_VALUE);
        Linux.put32(value, 80, FIRST_SEGMENTS);
        Linux.put32(value, 88, FIRST_REORDERING);
        value[7] = APPLICATION_LIMITED;
        Linux.put64(value, 104, -1);
        Linux.put32(value, 148, -1);
    }

    /** {@return text of a full segment: Linux's mss_cache} */
    static int segmentBytes(TcpSnapshot snapshot) {
        return snapshot.mss() - (snapshot.timestamps() ? TIMESTAMPS_BYTES : 0);
    }

    private static void putState(TcpEndpoint tcp, TcpSnapshot snapshot, byte[] value) {
        int options = (snapshot.timestamps() ? TIMESTAMPS : 0)
                | (snapshot.sack() ? SACK : 0)
                | (snapshot.scaling() ? SCALING : 0)
                | (snapshot.ecn().isAgreed() ? ECN : 0)
                | (snapshot.ecn().hasSeenEct() ? ECN_SEEN : 0)
                | (snapshot.synData() ? SYN_DATA : 0);
        value[5] = (byte) options;
        value[6] = (byte) (snapshot.sndWindScale() & 0xF | snapshot.rcvWindScale() << 4);
        putMicros(value, 8, snapshot.rtoNanos());
        Linux.put32(value, 16, segmentBytes(snapshot));
        // Linux never tells less than a microsecond; on our loopback all happens at one moment.
        long rtt = tcp.state().isSynchronized() ? Math.max(snapshot.srttNanos(), MICROSECOND) : snapshot.srttNanos();
        putMicros(value, 68, rtt);
        putMicros(value, 72, snapshot.rttvarNanos());
        Linux.put32(value, 76, snapshot.ssthresh());
        Linux.put32(value, 80, snapshot.cwnd());
        Linux.put32(value, 84, snapshot.advmss());
        Linux.put32(value, 60, snapshot.pathMtu());
        Linux.put32(value, 100, (int) snapshot.retransmits());
        Linux.put32(value, 228, snapshot.sndWnd());
    }

    private static void putLoss(TcpSnapshot snapshot, byte[] value) {
        LossSnapshot loss = snapshot.loss();
        value[1] = (byte) loss.state().number();
        value[2] = (byte) loss.timeouts();
        value[3] = (byte) loss.probes();
        value[4] = (byte) loss.doublings();
        Linux.put32(value, 24, loss.packetsOut());
        Linux.put32(value, 28, loss.sackedOut());
        Linux.put32(value, 32, loss.lostOut());
        Linux.put32(value, 36, loss.retransOut());
        Linux.put32(value, 88, loss.reordering());
        Linux.put32(value, 148, loss.minRttNanos() == Long.MAX_VALUE ? -1 : (int) (loss.minRttNanos() / MICROSECOND));
        Linux.put32(value, 192, (int) loss.delivered());
        Linux.put32(value, 216, (int) loss.duplicates());
        Linux.put32(value, 220, loss.reorderingSeen());
        Linux.put32(value, 196, (int) loss.deliveredMarked());
    }

    private static void putReceive(TcpSnapshot snapshot, byte[] value) {
        ReceiveSnapshot receive = snapshot.receive();
        putMicros(value, 12, receive.delayNanos());
        Linux.put32(value, 20, receive.segmentBytes());
        Linux.put32(value, 64, receive.thresholdBytes());
        putMicros(value, 92, receive.rttNanos());
        Linux.put32(value, 96, receive.perRoundBytes());
        Linux.put32(value, 224, (int) receive.outOfOrderSegments());
        Linux.put32(value, 232, receive.toldBytes());
    }

    private static void putTraffic(long now, TcpSnapshot snapshot, byte[] value) {
        TrafficSnapshot traffic = snapshot.traffic();
        putAge(value, 44, now, traffic.lastTextOutNanos());
        putAge(value, 52, now, traffic.lastTextInNanos());
        putAge(value, 56, now, traffic.lastAckInNanos());
        Linux.put64(value, 120, traffic.bytesAcked());
        Linux.put64(value, 128, traffic.bytesReceived());
        Linux.put32(value, 136, (int) traffic.segmentsOut());
        Linux.put32(value, 140, (int) traffic.segmentsIn());
        Linux.put32(value, 144, snapshot.unsent());
        Linux.put32(value, 152, (int) traffic.textSegmentsIn());
        Linux.put32(value, 156, (int) traffic.textSegmentsOut());
        Linux.put64(value, 168, traffic.busyNanos() / MICROSECOND);
        Linux.put64(value, 176, traffic.windowLimitedNanos() / MICROSECOND);
        Linux.put64(value, 184, traffic.bufferLimitedNanos() / MICROSECOND);
        Linux.put64(value, 200, traffic.bytesSent());
        Linux.put64(value, 208, traffic.bytesResent());
    }

    private static void putRate(long now, TcpSnapshot snapshot, byte[] value) {
        RateSnapshot rate = snapshot.rate();
        value[7] = rate.isApplicationLimited() ? APPLICATION_LIMITED : 0;
        Linux.put64(value, 104, unlimited(rate.pacing()));
        Linux.put64(value, 160, rate.delivery());
        TimeoutSnapshot timeouts = snapshot.loss().allTimeouts();
        // Linux chooses another path after each time-out.
        Linux.put32(value, 236, (int) timeouts.total());
        Linux.put16(value, 240, (int) timeouts.total());
        Linux.put16(value, 242, (int) timeouts.repairs());
        Linux.put32(value, 244, (int) (timeouts.nanos(now) / MILLISECOND));
    }

    private static void putMarks(EcnSnapshot ecn, byte[] value) {
        Linux.put32(value, 248, ecn.receivedMarks());
        Linux.put32(value, 252, ecn.deliveredEctOneBytes());
        Linux.put32(value, 256, ecn.deliveredEctZeroBytes());
        Linux.put32(value, 260, ecn.deliveredCeBytes());
        Linux.put32(value, 264, ecn.receivedEctOneBytes());
        Linux.put32(value, 268, ecn.receivedEctZeroBytes());
        Linux.put32(value, 272, ecn.receivedCeBytes());
        Linux.put16(value, 276, ecn.failures());
        Linux.put16(value, 278, ecn.optionSeen());
    }

    private static void putMicros(byte[] value, int at, long nanos) {
        Linux.put32(value, at, (int) (nanos / MICROSECOND));
    }

    private static void putAge(byte[] value, int at, long now, long then) {
        Linux.put32(value, at, (int) ((now - then) / MILLISECOND));
    }
}

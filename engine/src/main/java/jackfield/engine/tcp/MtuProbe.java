package jackfield.engine.tcp;

import static jackfield.wire.SequenceNumber.isAfter;

/**
 * One packet that is longer than those known to pass, and bears text: whether it may leave, and what became of it.
 *
 * <pre>
 *   | probe | segment | segment | segment |   so much follows that a lost probe shows by duplicates
 * </pre>
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4821#section-7.4">RFC 4821, 7.3-7.6</a>; Linux's {@code
 *     tcp_mtu_probe}
 */
final class MtuProbe {
    /** RFC 4821, 7.4: a smaller window could not tell the loss of a probe from congestion. */
    static final int LEAST_WINDOW = 11;

    /** Whether a probe is the next to leave. */
    enum Turn {
        /** No: the usual text leaves. */
        SKIP,
        /** As soon as what is in flight makes room: nothing new leaves until then. */
        WAIT,
        SEND
    }

    private int mtu;
    private int start;
    private int end;

    /**
     * {@return whether a probe of {@code probeBytes} of text is the next to leave}
     *
     * @param neededBytes the probe, and what is to follow it so that its loss shows
     * @param usable bytes that the peer's window allows beyond SND.NXT
     */
    static Turn judge(int neededBytes, int unsent, int sndWnd, int usable, int inFlight, int cwnd) {
        if (cwnd < LEAST_WINDOW || unsent < neededBytes || sndWnd < neededBytes) {
            return Turn.SKIP;
        }
        if (usable < neededBytes) {
            return Turn.WAIT;
        }
        if (inFlight + 2 > cwnd) {
            return inFlight == 0 ? Turn.SKIP : Turn.WAIT;
        }
        return Turn.SEND;
    }

    /** A probe leaves: a packet of {@code packetBytes}. */
    void onSent(int from, int to, int packetBytes) {
        mtu = packetBytes;
        start = from;
        end = to;
    }

    /** What became of it cannot be told, or has been. */
    void forget() {
        mtu = 0;
    }

    boolean isOut() {
        return mtu > 0;
    }

    /** {@return bytes of the packet that is out} */
    int mtu() {
        return mtu;
    }

    /** {@return whether all of it is acknowledged} */
    boolean isDelivered(int sndUna) {
        return isOut() && !isAfter(end, sndUna);
    }

    /** {@return whether it is the first that the peer lacks} */
    boolean isFirst(int sndUna) {
        return isOut() && start == sndUna;
    }
}

package jackfield.engine.tcp;

/**
 * All variables of a connection at one moment, under their RFC names.
 *
 * @param sndWnd SND.WND, scaled
 * @param rcvWnd RCV.WND as last advertised, scaled
 * @param unread bytes received in order and not yet read: ss's Recv-Q
 * @param unacked bytes written and not yet acknowledged: ss's Send-Q
 * @param cwnd congestion window, segments
 * @param ssthresh slow start threshold, segments; {@code CongestionWindow.INFINITE} before any loss
 * @param srttNanos smoothed round-trip time; 0 before the first sample
 * @param retransmits segments sent again since the connection began, SYNs too: tcpi_total_retrans
 * @param ecn whether the ends mark text, and what is known of marks: RFC 3168, RFC 9768
 * @param synData whether text beside our SYN was taken: RFC 7413
 * @param advmss the MSS that our SYN bears
 * @param pathMtu bytes of the longest packet that the path is known to take
 * @param unsent bytes written and not yet sent
 * @param sendSpace SO_SNDBUF
 * @param receive what the receiving side knows
 * @param traffic what has gone to and fro
 * @param loss what is in flight, and what is known of losses
 * @param rate how fast text leaves and arrives, and who says so
 * @param timers deadlines armed now, by name and time, for people to read
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9293#section-3.3.1">RFC 9293, 3.3.1</a>
 */
public record TcpSnapshot(
        TcpState state,
        int iss,
        int sndUna,
        int sndNxt,
        int sndWnd,
        int irs,
        int rcvNxt,
        int rcvWnd,
        int mss,
        int sndWindScale,
        int rcvWindScale,
        boolean timestamps,
        boolean sack,
        int unread,
        int unacked,
        int cwnd,
        int ssthresh,
        long srttNanos,
        long rttvarNanos,
        long rtoNanos,
        long retransmits,
        boolean scaling,
        EcnSnapshot ecn,
        boolean synData,
        int advmss,
        int pathMtu,
        int unsent,
        int sendSpace,
        ReceiveSnapshot receive,
        TrafficSnapshot traffic,
        LossSnapshot loss,
        RateSnapshot rate,
        String timers) {}

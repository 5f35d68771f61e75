package jackfield.engine.tcp;

/**
 * What the sender knows of losses at one moment; counts are segments, as in Linux's {@code tcp_info}.
 *
 * @param packetsOut sent and not acknowledged: tcpi_unacked
 * @param sackedOut of those, held by the peer beyond a gap: tcpi_sacked
 * @param lostOut of those, believed to be lost: tcpi_lost
 * @param retransOut of those, sent again and on their way: tcpi_retrans
 * @param timeouts time-outs since the last progress: tcpi_retransmits
 * @param doublings how often the RTO is doubled: tcpi_backoff
 * @param probes probes of a closed window since it was open: tcpi_probes
 * @param reordering segments by which text overtakes: tcpi_reordering
 * @param reorderingSeen how often it did: tcpi_reord_seen
 * @param duplicates segments the peer reports to have got twice: tcpi_dsack_dups
 * @param delivered segments delivered, the SYN included: tcpi_delivered
 * @param minRttNanos least round-trip time of the last minutes; {@code Long.MAX_VALUE} before the first
 * @param deliveredMarked of the delivered, told by acknowledgments that echo a mark: tcpi_delivered_ce
 * @param allTimeouts time-outs since the connection began
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8985">RFC 8985</a>; RFC 6675; Linux's {@code tcp_info}
 */
public record LossSnapshot(
        CaState state,
        int packetsOut,
        int sackedOut,
        int lostOut,
        int retransOut,
        int timeouts,
        int doublings,
        int probes,
        int reordering,
        int reorderingSeen,
        long duplicates,
        long delivered,
        long minRttNanos,
        long deliveredMarked,
        TimeoutSnapshot allTimeouts) {}

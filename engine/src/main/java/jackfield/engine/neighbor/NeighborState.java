package jackfield.engine.neighbor;

/**
 * How far a neighbour's hardware address is known, under {@code ip neigh}'s names.
 *
 * <pre>
 *   INCOMPLETE --answer--> REACHABLE --30 s--> STALE --use--> PROBE --answer--> REACHABLE
 *       +---- 3 solicitations unanswered: gone ----------------+
 * </pre>
 *
 * <p>Linux's DELAY is no state here: an entry learned from a neighbour's own question is used for five seconds before
 * it
 * is probed, without a timer; one that grew old is probed as soon as it is used.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4861#section-7.3.2">RFC 4861, 7.3.2</a>
 */
public enum NeighborState {
    INCOMPLETE,
    REACHABLE,
    STALE,
    PROBE
}

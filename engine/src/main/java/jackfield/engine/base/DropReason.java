package jackfield.engine.base;

/** Why a packet was dropped; each has a counter in the snapshot. */
public enum DropReason {
    /** No Ethernet, ARP, IP or upper header, or one that lies: see the counters by {@link jackfield.wire.Malformed}. */
    MALFORMED,
    /** The interface is down or unknown. */
    INTERFACE_DOWN,
    /** A frame for another host. */
    NOT_OUR_FRAME,
    /** A packet for another host. */
    NOT_OUR_ADDRESS,
    /** A source or destination that no packet may bear: martian. */
    MARTIAN,
    /** An EtherType or IP protocol that nobody speaks here. */
    NO_PROTOCOL,
    /** No endpoint at that address and port. */
    NO_ENDPOINT,
    /** A receive queue is full. */
    QUEUE_FULL,
    /** A listener's SYN queue or accept queue is full. */
    BACKLOG_FULL,
    /** No route to the destination. */
    NO_ROUTE,
    /** The neighbour did not answer. */
    NO_NEIGHBOR,
    /** Fragments that overlap, come too late or are too many. */
    REASSEMBLY,
    /** Longer than the interface takes, and not to be fragmented. */
    TOO_LONG,
    /** Refused by a connection's sequence, PAWS or acknowledgment check. */
    TCP_UNACCEPTABLE,
    /** An error that would answer an error, a group or too many others. */
    NO_ERROR_ALLOWED
}

package jackfield.drill.script;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** What follows the direction and the IP fields. */
public sealed interface Packet {
    /**
     * {@code 8080 > 1234 P. 1:1001(1000) ack 1 win 257 urg 3 <nop>}.
     *
     * @param ports explicit ports, when several connections need telling apart
     * @param flags bits of {@link jackfield.wire.TcpFlags}
     * @param sequence relative to the initial sequence number; as written
     * @param window as on the wire, unscaled; empty when not said, or {@code win *}
     */
    record TcpPacket(
            Optional<Ports> ports,
            int flags,
            SequenceRange sequence,
            OptionalLong ack,
            OptionalInt window,
            OptionalInt urgent,
            TcpOptionList options)
            implements Packet {}

    /** {@code udp (1000)}. */
    record UdpPacket(Optional<Ports> ports, int length) implements Packet {}

    /**
     * {@code icmp unreachable frag_needed mtu 1200 [1:1461(1460)]}.
     *
     * @param isVersion6 written with {@code icmpv6}; with {@code icmp} the script's family decides
     * @param type word or number: {@code unreachable}
     * @param code word or number, or empty
     * @param quoted the packet it speaks of; empty means the connection's last one
     */
    record IcmpPacket(
            boolean isVersion6,
            String type,
            String code,
            OptionalLong mtu,
            OptionalInt identifier,
            OptionalInt sequence,
            Optional<Quoted> quoted)
            implements Packet {}

    /** {@code raw (100)}: an IP packet with so many bytes and no header of its own. */
    record RawPacket(int length) implements Packet {}

    /** {@code 8080 > 1234}. */
    record Ports(int source, int destination) {}

    /** {@code first:end(length)}: payload bytes; SYN and FIN are not counted. */
    record SequenceRange(long first, long end, int length) {}

    /** What an ICMP error quotes: {@code [1:1461(1460)]}, {@code [S 0:0(0)]} or {@code [udp (100)]}. */
    sealed interface Quoted {
        /**
         * A TCP segment.
         *
         * @param flags for the reader: what is quoted ends before them
         */
        record QuotedTcp(OptionalInt flags, SequenceRange sequence) implements Quoted {}

        /** A UDP datagram with so many bytes. */
        record QuotedUdp(int length) implements Quoted {}
    }
}

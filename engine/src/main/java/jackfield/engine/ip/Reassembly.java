package jackfield.engine.ip;

import jackfield.engine.base.DeadlineHeap;
import jackfield.engine.base.DropReason;
import jackfield.engine.base.Drops;
import jackfield.engine.route.IpInterface;
import jackfield.wire.Bytes;
import jackfield.wire.Checksum;
import jackfield.wire.IpEcn;
import jackfield.wire.IpPacket;
import jackfield.wire.IpProtocol;
import jackfield.wire.Ipv4Header;
import jackfield.wire.Ipv6Header;
import jackfield.wire.PacketBuffer;
import jackfield.wire.PacketPool;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Joins fragments to packets, within bounds that no storm of fragments can pass.
 *
 * <p>At most {@value #MAX_BYTES} bytes and {@value #MAX_PACKETS} packets at a time: the oldest goes first. A packet
 * whose fragments overlap is dropped whole. After 30 s (IPv6: 60 s) what is there is given up.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc791#section-3.2">RFC 791, 3.2</a>; RFC 8200, 4.5; RFC 5722
 */
public final class Reassembly {
    private static final int MAX_BYTES = 4 << 20;
    private static final int MAX_PACKETS = 1024;
    private static final long TIMEOUT_IPV4_NANOS = 30_000_000_000L;
    private static final long TIMEOUT_IPV6_NANOS = 60_000_000_000L;

    /** Which fragments belong together; {@code protocol} is 0 for IPv6 (RFC 8200, 4.5: the first one's counts). */
    record Key(
            long sourceHigh,
            long sourceLow,
            long destinationHigh,
            long destinationLow,
            int identification,
            int protocol) {}

    /** Hears that the pieces of a packet have not come in time. */
    interface Ringing {
        void onTimeout(long now, Puzzle puzzle);
    }

    /** Is told of a packet given up whose first fragment has come. */
    public interface Expiry {
        /** {@code first} is the packet that carried the first fragment, from its IP header on. */
        void onExpired(long now, IpInterface in, byte[] first);
    }

    private final LinkedHashMap<Key, Puzzle> puzzles = new LinkedHashMap<>();
    private final PacketPool pool;
    private final DeadlineHeap timers;
    private final Drops drops;
    private final Expiry expiry;
    private int memory;

    /** Makes an empty room. */
    public Reassembly(PacketPool pool, DeadlineHeap timers, Drops drops, Expiry expiry) {
        this.pool = pool;
        this.timers = timers;
        this.drops = drops;
        this.expiry = expiry;
    }

    /** Takes a fragment, borrowed. {@return the joined packet, which is the caller's; null while pieces are missing} */
    @Nullable
    PacketBuffer add(long now, IpInterface in, PacketBuffer packet, IpPacket ip) {
        var key = new Key(
                ip.sourceHigh(),
                ip.sourceLow(),
                ip.destinationHigh(),
                ip.destinationLow(),
                ip.identification(),
                ip.isIpv4() ? ip.protocol() : 0);
        Puzzle puzzle = puzzles.get(key);
        if (puzzle == null) {
            puzzle = new Puzzle(key, in, this::onTimeout);
            puzzles.put(key, puzzle);
            memory += puzzle.memory();
            timers.arm(puzzle.alarm, now + (ip.isIpv4() ? TIMEOUT_IPV4_NANOS : TIMEOUT_IPV6_NANOS));
        }
        byte[] bytes = packet.bytes();
        int at = ip.isIpv4() ? ip.payloadAt() : fragmentAt(bytes, ip.headerAt()) + Ipv6Header.FRAGMENT_LENGTH;
        int before = puzzle.memory();
        Puzzle.Outcome outcome =
                puzzle.add(bytes, ip.headerAt(), at, ip.end(), ip.fragmentOffset(), ip.moreFragments());
        memory += puzzle.memory() - before;
        return switch (outcome) {
            case DUPLICATE, OVERLAP -> {
                drops.count(DropReason.REASSEMBLY);
                // What is spoilt from its first piece on takes room too.
                makeRoom();
                yield null;
            }
            case KEPT -> {
                makeRoom();
                yield null;
            }
            case COMPLETE -> {
                forget(puzzle);
                yield join(puzzle, ip.isIpv4());
            }
        };
    }

    private void makeRoom() {
        while (memory > MAX_BYTES || puzzles.size() > MAX_PACKETS) {
            drops.count(DropReason.REASSEMBLY);
            forget(puzzles.firstEntry().getValue());
        }
    }

    private void forget(Puzzle puzzle) {
        puzzles.remove(puzzle.key);
        memory -= puzzle.memory();
        timers.disarm(puzzle.alarm);
    }

    private void onTimeout(long now, Puzzle puzzle) {
        forget(puzzle);
        drops.count(DropReason.REASSEMBLY);
        byte[] first = puzzle.first();
        if (first != null) {
            expiry.onExpired(now, puzzle.in, first);
        }
    }

    private @Nullable PacketBuffer join(Puzzle puzzle, boolean isIpv4) {
        byte[] first = puzzle.first();
        if (first == null) {
            throw new AssertionError("a complete packet without its first piece");
        }
        int headerLength = isIpv4 ? (first[0] & 15) << 2 : Ipv6Header.LENGTH;
        int ecn = puzzle.ecn();
        // RFC 791, 3.1: the ping of death joins to more than a length field can tell.
        if (ecn < 0 || puzzle.total() + (isIpv4 ? headerLength : 0) > Ipv4Header.MAX_PACKET) {
            drops.count(DropReason.REASSEMBLY);
            return null;
        }
        PacketBuffer joined = pool.take(puzzle.total());
        // No header will be prepended: the headroom serves for the longest IPv6 packet, 65575 bytes.
        joined.clear(0);
        joined.append(first, 0, headerLength);
        for (byte[] piece : puzzle.pieces()) {
            joined.append(piece, 0, piece.length);
        }
        byte[] bytes = joined.bytes();
        int at = joined.start();
        if (isIpv4) {
            Bytes.put16(bytes, at + 2, joined.length());
            Bytes.put16(bytes, at + 6, 0);
            Bytes.put16(bytes, at + 10, 0);
            Bytes.put16(bytes, at + 10, Checksum.of(bytes, at, headerLength));
        } else {
            // RFC 8200, 4.5: the extension headers before the fragment header have done their duty and are left out.
            Bytes.put16(bytes, at + 4, puzzle.total());
            Bytes.put8(bytes, at + 6, first[fragmentAt(first, 0)]);
        }
        IpEcn.set(bytes, at, ecn);
        return joined;
    }

    /**
     * {@return where the fragment header of a decoded IPv6 fragment stands; the chain before it is known to be
     * sound}
     */
    private static int fragmentAt(byte[] bytes, int headerAt) {
        int protocol = Bytes.u8(bytes, headerAt + 6);
        int at = headerAt + Ipv6Header.LENGTH;
        while (protocol != IpProtocol.FRAGMENT) {
            int length = Bytes.u8(bytes, at + 1);
            int next = protocol == IpProtocol.AUTHENTICATION ? length + 2 << 2 : length + 1 << 3;
            protocol = Bytes.u8(bytes, at);
            at += next;
        }
        return at;
    }
}

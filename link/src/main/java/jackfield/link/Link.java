package jackfield.link;

import jackfield.wire.PacketBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Carries packets between one interface of an engine and whatever lies behind it.
 *
 * <pre>
 *   engine.drain -> transmit(packet) -> |      | -> the other side
 *                <- a buffer for the pool      |
 *   engine.onPacket  <-  receive()   <- |      | <- the other side
 *                        ^ await/wakeup (links with a thread) or onReceivable (links without)
 * </pre>
 *
 * <p>Packets are Ethernet frames or bare IP packets, as {@link LinkAbilities#ethernet} says; both directions carry the
 * checksum state and the segment size of {@link PacketBuffer}. What comes in is {@code PARTIAL} only if its sender is
 * trusted: such a checksum need not be verified.
 *
 * <p>Threads: {@link #transmit} may be called by one thread at a time, {@link #receive} and {@link #await} by one
 * thread at a time, which may be another one; {@link #wakeup}, {@link #abilities} and {@link #close} by any. No call
 * of this interface but {@link #await} ever waits, so transmit may be called under a lock.
 *
 * <p>Failures: a packet that cannot go out (queue full, device down, too long for the link) is dropped and counted, as
 * a network does; nothing is thrown for it. A link that is gone for good throws {@link LinkException} from
 * {@link #receive} or {@link #await}. A link that was closed takes packets and drops them, and has none to receive.
 */
public interface Link extends AutoCloseable {
    /** {@return what this link can do; never changes} */
    LinkAbilities abilities();

    /**
     * Takes a packet to send, never blocks.
     *
     * <p>The packet may be a super-segment or have a {@code PARTIAL} checksum only where {@link #abilities} say so.
     *
     * @return a buffer of the same capacity for the pool in exchange: the same one if it was copied or written out,
     *     another if it was kept; what it holds is of no meaning
     */
    PacketBuffer transmit(PacketBuffer packet);

    /**
     * Receives one packet into a buffer of the link's own, valid until the next call; null if none is waiting. Never
     * blocks.
     *
     * <p>The caller may move the buffer's ends and change its bytes.
     *
     * @throws LinkException if the link is gone for good
     */
    @Nullable
    PacketBuffer receive();

    /**
     * Waits until a packet may be received, {@link #wakeup} was called or the time is over. Only for links with
     * {@link #needsThread}.
     *
     * @param timeoutNanos at most so long; 0 or less returns at once, {@link Long#MAX_VALUE} waits without end
     * @throws LinkException if the link is gone for good
     * @throws UnsupportedOperationException if the link needs no thread
     */
    void await(long timeoutNanos);

    /** Ends the {@link #await} that runs now or, if none does, the next one. Nothing on a link without a thread. */
    void wakeup();

    /**
     * Sets what runs when a packet comes to wait here, for links without a thread of their own (memory): runs on the
     * sender's thread, inside its {@link #transmit}, under no lock of the link.
     *
     * <p>It runs once when a packet comes into an empty queue and not again until {@link #receive} has answered null:
     * whoever was told receives until then. If packets wait already, it runs at once on the caller's thread. The signal
     * must not block and must not throw. Links with a thread never call it.
     */
    void onReceivable(Runnable signal);

    /**
     * {@return whether somebody has to sit in {@link #await} for this link: true where packets come from the kernel}
     */
    boolean needsThread();

    /** Gives everything back; a thread in {@link #await} returns. A second call does nothing. */
    @Override
    void close();
}

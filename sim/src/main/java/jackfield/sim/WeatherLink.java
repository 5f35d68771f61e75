package jackfield.sim;

import jackfield.link.Link;
import jackfield.link.LinkAbilities;
import jackfield.wire.PacketBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A link with weather in real time: what is sent goes through it, what is received has been through the other's.
 *
 * <pre>
 *   host -> transmit -> weather -> postman, at its time -> the link beneath -> the others
 *                          \-> in perfect weather at once
 * </pre>
 *
 * <p>Threads as {@link Link} says. The link beneath is sent to by the postman while anything is under way, and by the
 * host only when nothing is: never by both.
 */
final class WeatherLink implements Link, Passage.Told {
    private final Link beneath;
    private final Postman postman;
    private final Netem netem;
    private final Passage passage;
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicLong dropped = new AtomicLong();
    private volatile Weather weather;

    /** @param netem used by this link alone */
    WeatherLink(Link beneath, Postman postman, Netem netem) {
        this.beneath = beneath;
        this.postman = postman;
        this.netem = netem;
        passage = new Passage(netem, this);
        weather = netem.weather();
    }

    /** Changes what befalls the packets to come; those under way arrive as they were to. By any thread. */
    void weather(Weather next) {
        weather = next;
    }

    /** {@return what befalls packets now} */
    Weather weather() {
        return weather;
    }

    /** {@return how many packets the weather has taken so far; by any thread} */
    long lost() {
        return dropped.get();
    }

    @Override
    public LinkAbilities abilities() {
        return beneath.abilities();
    }

    @Override
    public PacketBuffer transmit(PacketBuffer packet) {
        Weather now = weather;
        if (now.equals(Weather.PERFECT) && underWay.get() == 0) {
            return beneath.transmit(packet);
        }
        if (!now.equals(netem.weather())) {
            netem.weather(now);
        }
        packet.completeChecksum();
        netem.drawPacket();
        passage.pass(postman.now(), 0, packet.toBytes(), 0, false);
        return packet;
    }

    @Override
    public void arrives(long id, long nanos, byte[] frame) {
        underWay.incrementAndGet();
        postman.at(nanos, () -> deliver(frame));
    }

    private void deliver(byte[] frame) {
        beneath.transmit(PacketBuffer.copyOf(frame));
        underWay.decrementAndGet();
    }

    @Override
    public void dropped(long id, String why) {
        dropped.incrementAndGet();
    }

    @Override
    public void marked(long id) {
        // Nobody observes a live link packet by packet; a capture shows the mark.
    }

    @Override
    public void duplicated(long id, String why) {
        // As with marks.
    }

    @Override
    public void corrupted(long id, long bit) {
        // As with marks.
    }

    @Override
    public void reordered(long id) {
        // As with marks.
    }

    @Override
    public @Nullable PacketBuffer receive() {
        return beneath.receive();
    }

    @Override
    public void await(long timeoutNanos) {
        beneath.await(timeoutNanos);
    }

    @Override
    public void wakeup() {
        beneath.wakeup();
    }

    @Override
    public void onReceivable(Runnable signal) {
        beneath.onReceivable(signal);
    }

    @Override
    public boolean needsThread() {
        return beneath.needsThread();
    }

    @Override
    public void close() {
        beneath.close();
    }
}

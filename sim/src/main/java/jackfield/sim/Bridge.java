package jackfield.sim;

import jackfield.link.Link;
import jackfield.link.LinkException;
import jackfield.wire.PacketBuffer;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Joins a link that faces the kernel to a segment in memory: each frame that comes in on one goes out on the other.
 *
 * <pre>
 *   kernel -> outer.receive, by a daemon thread -> inner.transmit -> the segment
 *   kernel <- outer.transmit <- inner.receive, by the sender's thread <- the segment
 * </pre>
 *
 * <p>Both directions may be sent to by several threads of the segment, so a lock lets one at a time drain it; whoever
 * offers a frame to an empty queue signals, and waits for the one before to be done.
 */
final class Bridge implements AutoCloseable {
    private final Link inner;
    private final Link outer;
    private final ReentrantLock outward = new ReentrantLock();
    private final Thread thread;
    private volatile boolean isClosed;

    /**
     * @param inner the port of the segment
     * @param outer with Ethernet frames, a thread, and no offloads
     */
    Bridge(String name, Link inner, Link outer) {
        this.inner = inner;
        this.outer = outer;
        thread = Thread.ofPlatform().daemon().name("jackfield-bridge-" + name).unstarted(this::run);
    }

    void start() {
        inner.onReceivable(this::sendOut);
        thread.start();
    }

    private void sendOut() {
        outward.lock();
        try {
            PacketBuffer packet;
            while ((packet = inner.receive()) != null) {
                outer.transmit(packet);
            }
        } finally {
            outward.unlock();
        }
    }

    private void run() {
        try {
            while (!isClosed) {
                PacketBuffer packet = outer.receive();
                if (packet == null) {
                    outer.await(Long.MAX_VALUE);
                } else {
                    inner.transmit(PacketBuffer.copyOf(packet.toBytes()));
                }
            }
        } catch (LinkException e) {
            // The device is gone, as if its cable was pulled: the segment goes on without it.
            close();
        }
    }

    @Override
    public void close() {
        isClosed = true;
        outer.wakeup();
        outer.close();
        inner.close();
    }
}

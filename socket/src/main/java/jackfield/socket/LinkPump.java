package jackfield.socket;

import jackfield.link.Link;
import jackfield.link.LinkException;
import jackfield.wire.PacketBuffer;
import jackfield.wire.PacketPool;
import java.util.function.Consumer;

/**
 * Reads a link that faces the kernel: a daemon platform thread that waits, reads a batch without the engine, and
 * hands it in.
 *
 * <p>The batch is copied, as a link's buffer is good for one packet only; that costs less than a system call under
 * the lock.
 */
final class LinkPump {
    private static final int BATCH = 64;

    private final LiveBlocking host;
    private final int interfaceId;
    private final Link link;
    private final Consumer<LinkException> gone;
    private final PacketBuffer[] batch = new PacketBuffer[BATCH];
    private final Thread thread;
    private volatile boolean isStopped;

    /** @param gone told by the pump's thread when the link is gone for good */
    LinkPump(String name, LiveBlocking host, int interfaceId, Link link, Consumer<LinkException> gone) {
        this.host = host;
        this.interfaceId = interfaceId;
        this.link = link;
        this.gone = gone;
        for (int i = 0; i < BATCH; i++) {
            batch[i] = new PacketBuffer(PacketPool.SMALL);
        }
        thread = Thread.ofPlatform()
                .daemon()
                .name("jackfield-" + name + "-link-" + interfaceId)
                .unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Ends the thread; the link is closed by whoever opened it. */
    void stop() {
        isStopped = true;
        link.wakeup();
    }

    private void run() {
        try {
            while (!isStopped) {
                int count = read();
                if (count > 0) {
                    host.deliver(interfaceId, batch, count);
                }
                if (count < BATCH && !isStopped) {
                    link.await(Long.MAX_VALUE);
                }
            }
        } catch (LinkException e) {
            if (!isStopped) {
                gone.accept(e);
            }
        }
    }

    private int read() {
        int count = 0;
        while (count < BATCH) {
            PacketBuffer packet = link.receive();
            if (packet == null) {
                break;
            }
            if (batch[count].capacity() - PacketBuffer.HEADROOM < packet.length()) {
                batch[count] = new PacketBuffer(PacketPool.LARGE);
            }
            batch[count].copyFrom(packet);
            count++;
        }
        return count;
    }
}

package jackfield.socket.nio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.Pipe;
import java.nio.channels.spi.SelectorProvider;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;

/** The writing end of a {@link MemoryPipe}. Thread-safe: one thread writes at a time. */
final class PipeSink extends Pipe.SinkChannel implements Selectable {
    private final PipeBytes bytes;
    private final ReentrantLock writeLock = new ReentrantLock();

    PipeSink(SelectorProvider provider, PipeBytes bytes) {
        super(provider);
        this.bytes = bytes;
    }

    private void ensureOpen() throws ClosedChannelException {
        if (!isOpen()) {
            throw new ClosedChannelException();
        }
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        Objects.requireNonNull(from);
        return (int) write(new ByteBuffer[] {from}, 0, 1);
    }

    @Override
    public long write(ByteBuffer[] from) throws IOException {
        return write(from, 0, from.length);
    }

    @Override
    public long write(ByteBuffer[] from, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, from.length);
        writeLock.lock();
        try {
            ensureOpen();
            boolean isBlocking = isBlocking();
            long count = 0;
            try {
                if (isBlocking) {
                    begin();
                    ensureOpen();
                }
                for (int i = offset; i < offset + length; i++) {
                    count += put(from[i], isBlocking);
                    if (from[i].hasRemaining()) {
                        break;
                    }
                }
            } finally {
                if (isBlocking) {
                    end(count > 0);
                }
            }
            return count;
        } finally {
            writeLock.unlock();
        }
    }

    private int put(ByteBuffer from, boolean waits) throws IOException {
        int done = 0;
        boolean wasInterrupted = false;
        try {
            while (true) {
                int count = bytes.put(from);
                if (count == PipeBytes.BROKEN) {
                    throw new IOException("Broken pipe");
                }
                done += count;
                if (!from.hasRemaining() || !waits || !isOpen()) {
                    return done;
                }
                try {
                    bytes.awaitWritable();
                } catch (InterruptedException e) {
                    // Whoever interrupts closes this channel, too: that ends the wait.
                    wasInterrupted = true;
                }
            }
        } finally {
            if (wasInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    protected void implConfigureBlocking(boolean block) throws IOException {
        writeLock.lock();
        try {
            ensureOpen();
        } finally {
            writeLock.unlock();
        }
    }

    @Override
    protected void implCloseSelectableChannel() {
        bytes.closeSink();
    }

    @Override
    public Sight sight(Spotter spotter) {
        return bytes.sight(false, spotter);
    }
}

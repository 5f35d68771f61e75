package jackfield.socket.nio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.Pipe;
import java.nio.channels.spi.SelectorProvider;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;

/** The reading end of a {@link MemoryPipe}. Thread-safe: one thread reads at a time. */
final class PipeSource extends Pipe.SourceChannel implements Selectable {
    private final PipeBytes bytes;
    private final ReentrantLock readLock = new ReentrantLock();

    PipeSource(SelectorProvider provider, PipeBytes bytes) {
        super(provider);
        this.bytes = bytes;
    }

    private void ensureOpen() throws ClosedChannelException {
        if (!isOpen()) {
            throw new ClosedChannelException();
        }
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        Objects.requireNonNull(into);
        return (int) read(new ByteBuffer[] {into}, 0, 1);
    }

    @Override
    public long read(ByteBuffer[] into) throws IOException {
        return read(into, 0, into.length);
    }

    @Override
    public long read(ByteBuffer[] into, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, into.length);
        readLock.lock();
        try {
            ensureOpen();
            boolean isBlocking = isBlocking();
            long count = PipeBytes.NOTHING;
            try {
                if (isBlocking) {
                    begin();
                    ensureOpen();
                }
                count = take(into, offset, offset + length, isBlocking);
            } finally {
                if (isBlocking) {
                    end(count != PipeBytes.NOTHING);
                }
            }
            return count;
        } finally {
            readLock.unlock();
        }
    }

    private long take(ByteBuffer[] into, int first, int end, boolean waits) {
        int at = first;
        while (at < end && !checked(into[at]).hasRemaining()) {
            at++;
        }
        if (at == end) {
            return 0;
        }
        long count = bytes.take(into[at]);
        boolean wasInterrupted = false;
        while (count == PipeBytes.NOTHING && waits && isOpen()) {
            try {
                bytes.awaitReadable();
            } catch (InterruptedException e) {
                // Whoever interrupts closes this channel, too: that ends the wait.
                wasInterrupted = true;
            }
            count = bytes.take(into[at]);
        }
        if (wasInterrupted) {
            Thread.currentThread().interrupt();
        }
        for (at++; at < end && count > 0; at++) {
            count += Math.max(0, bytes.take(checked(into[at])));
        }
        return count;
    }

    private static ByteBuffer checked(ByteBuffer into) {
        if (into.isReadOnly()) {
            throw new IllegalArgumentException("Read-only buffer");
        }
        return into;
    }

    @Override
    protected void implConfigureBlocking(boolean block) throws IOException {
        readLock.lock();
        try {
            ensureOpen();
        } finally {
            readLock.unlock();
        }
    }

    @Override
    protected void implCloseSelectableChannel() {
        bytes.closeSource();
    }

    @Override
    public Sight sight(Spotter spotter) {
        return bytes.sight(true, spotter);
    }
}

package jackfield.link.capture;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Passes what is written on to a slower stream from a thread of its own, so that the writer never waits for it.
 *
 * <pre>
 *   write -> | pending, bounded | --swapped--> | being written | -> the slower stream, flushed when pending is empty
 * </pre>
 *
 * <p>What finds no room is dropped whole; who must know asks {@link #hasRoom} first. When the slower stream fails,
 * that is reported once and everything after it is dropped: no method of this stream ever throws. Thread-safe.
 */
final class BackgroundOutput extends OutputStream {
    /** For interface descriptions and statistics, without which the file cannot be read. */
    static final int RESERVE_BYTES = 64 << 10;

    private static final int FIRST_BYTES = 64 << 10;
    private static final long CLOSE_SECONDS = 5;

    private final OutputStream out;
    private final int maxBytes;
    private final Consumer<IOException> onFailure;
    private final Thread thread;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private byte[] pending = new byte[FIRST_BYTES];
    private int pendingLength;
    private boolean closed;
    private boolean failed;

    /**
     * @param maxBytes that may wait for the slower stream, {@link #RESERVE_BYTES} included; as many again may be on the
     *     way into it
     * @param onFailure runs on this stream's thread, once, when the slower stream fails
     */
    BackgroundOutput(OutputStream out, int maxBytes, Consumer<IOException> onFailure) {
        this.out = out;
        this.maxBytes = maxBytes;
        this.onFailure = onFailure;
        thread = Thread.ofPlatform().name("jackfield capture").daemon().start(this::run);
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int at, int length) {
        lock.lock();
        try {
            if (closed || failed || length > maxBytes - pendingLength) {
                return;
            }
            if (length > pending.length - pendingLength) {
                pending = Arrays.copyOf(
                        pending, Math.min(maxBytes, Math.max(2 * pending.length, pendingLength + length)));
            }
            System.arraycopy(bytes, at, pending, pendingLength, length);
            pendingLength += length;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /**
     * {@return whether {@code length} bytes more may be written and leave {@link #RESERVE_BYTES} for what must not
     * miss}
     */
    boolean hasRoom(int length) {
        lock.lock();
        try {
            return !closed && !failed && length <= maxBytes - RESERVE_BYTES - pendingLength;
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        byte[] spare = new byte[FIRST_BYTES];
        try (out) {
            while (true) {
                int length;
                lock.lock();
                try {
                    while (pendingLength == 0 && !closed) {
                        changed.awaitUninterruptibly();
                    }
                    if (pendingLength == 0) {
                        return;
                    }
                    byte[] full = pending;
                    length = pendingLength;
                    pending = spare;
                    pendingLength = 0;
                    spare = full;
                } finally {
                    lock.unlock();
                }
                out.write(spare, 0, length);
                out.flush();
            }
        } catch (IOException e) {
            lock.lock();
            try {
                failed = true;
                pendingLength = 0;
            } finally {
                lock.unlock();
            }
            onFailure.accept(e);
        }
    }

    /** Lets what waits be written, for a few seconds at most, and closes the slower stream. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
        try {
            thread.join(TimeUnit.SECONDS.toMillis(CLOSE_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package jackfield.conformance.interop;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Output that is kept, and that somebody can wait for. Thread-safe. */
final class Text extends OutputStream {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long LOOK_MILLIS = 50;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Text() {}

    @Override
    public synchronized void write(int b) {
        bytes.write(b);
        notifyAll();
    }

    @Override
    public synchronized void write(byte[] from, int at, int length) {
        bytes.write(from, at, length);
        notifyAll();
    }

    /** Waits until {@code wanted} was written; fails when it cannot come any more. */
    synchronized void await(String wanted, BooleanSupplier isOver) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!toString().contains(wanted)) {
            if (isOver.getAsBoolean() || System.nanoTime() > end) {
                throw new AssertionError("'" + wanted + "' was never said, but: " + this);
            }
            try {
                wait(LOOK_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted", e);
            }
        }
    }

    @Override
    public synchronized String toString() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}

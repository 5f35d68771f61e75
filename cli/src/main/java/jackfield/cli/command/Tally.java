package jackfield.cli.command;

import java.util.concurrent.atomic.AtomicLong;

/** Counts the bytes of a conversation both ways, and the time it takes. Thread-safe. */
final class Tally {
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong received = new AtomicLong();
    private final long began = System.nanoTime();
    private volatile long lastChange = began;

    void sent(int bytes) {
        sent.addAndGet(bytes);
        lastChange = System.nanoTime();
    }

    void received(int bytes) {
        received.addAndGet(bytes);
        lastChange = System.nanoTime();
    }

    /** {@return nanoseconds since bytes last went either way} */
    long idleNanos() {
        return System.nanoTime() - lastChange;
    }

    @Override
    public String toString() {
        return "sent " + sent + " bytes, received " + received + " bytes in "
                + Thousandths.seconds(System.nanoTime() - began) + " s";
    }
}

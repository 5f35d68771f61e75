package jackfield.cli.command;

import java.util.concurrent.atomic.AtomicLong;

/** Counts what a server did, for its last word. Thread-safe. */
final class Totals {
    private final AtomicLong connections = new AtomicLong();
    private final AtomicLong bytesIn = new AtomicLong();
    private final AtomicLong bytesOut = new AtomicLong();
    private final long began = System.nanoTime();

    void connection() {
        connections.incrementAndGet();
    }

    void in(long bytes) {
        bytesIn.addAndGet(bytes);
    }

    void out(long bytes) {
        bytesOut.addAndGet(bytes);
    }

    @Override
    public String toString() {
        return connections + " connections, " + bytesIn + " bytes in, " + bytesOut + " bytes out in "
                + Thousandths.seconds(System.nanoTime() - began) + " s";
    }
}

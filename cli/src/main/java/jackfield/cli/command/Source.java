package jackfield.cli.command;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Reads standard input ahead on a thread of its own and hands out its pieces, because a read cannot be interrupted and
 * waiting for a piece can.
 *
 * <p>The thread is a daemon: one that sits in a read does not keep the process. Pieces are taken by one thread at a
 * time.
 */
final class Source {
    private static final byte[] END = {};
    private static final int PIECES_AHEAD = 2;

    private final InputStream in;
    private final int pieceBytes;
    private final BlockingQueue<byte[]> pieces = new ArrayBlockingQueue<>(PIECES_AHEAD);
    private volatile boolean hasEnded;
    private boolean hasStarted;

    /** Makes one that has not yet read; no piece is longer than {@code pieceBytes}. */
    Source(InputStream in, int pieceBytes) {
        this.in = in;
        this.pieceBytes = pieceBytes;
    }

    /** Waits for input. {@return the next piece, empty at the end and ever after} */
    byte[] take() throws InterruptedException {
        if (!hasStarted) {
            hasStarted = true;
            Thread.ofPlatform().daemon().name("stdin").start(this::read);
        }
        if (hasEnded) {
            return END;
        }
        byte[] piece = pieces.take();
        hasEnded = piece.length == 0;
        return piece;
    }

    /** {@return whether the end has been handed out} */
    boolean hasEnded() {
        return hasEnded;
    }

    private void read() {
        var buffer = new byte[pieceBytes];
        try {
            try {
                for (int n; (n = in.read(buffer)) >= 0; ) {
                    if (n > 0) {
                        pieces.put(Arrays.copyOf(buffer, n));
                    }
                }
            } catch (IOException e) {
                // An input that breaks has ended: the other direction goes on.
                System.getLogger(Source.class.getName()).log(System.Logger.Level.DEBUG, "standard input", e);
            }
            pieces.put(END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

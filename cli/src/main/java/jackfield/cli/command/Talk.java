package jackfield.cli.command;

import jackfield.engine.base.Errno;
import jackfield.socket.Shutdown;
import jackfield.socket.Socket;
import jackfield.socket.SocketException;
import jackfield.socket.SocketOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One conversation over a connected socket: input goes out and what comes in is put out, both at once.
 *
 * <pre>
 *   stdin  ---> sender thread ---> sendAll     its end: shutdown(WR), the other way goes on
 *   stdout <--- calling thread <-- recv        its end: over, but for input that is still being sent
 * </pre>
 *
 * <p>With a person at the input the peer's end is the end; otherwise the rest of the input is sent first. A datagram
 * socket has no end: after the input's it stays until nothing has come for a while. Used once, by one thread.
 */
final class Talk {
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final Duration DATAGRAM_PATIENCE = Duration.ofSeconds(1);

    private final Console console;
    private final Source source;
    private final Socket socket;
    private final Tally tally;
    private final boolean isStream;
    private final Duration patience;
    private final boolean isIdleTheEnd;
    private final AtomicReference<@Nullable SocketException> failure = new AtomicReference<>();
    private volatile boolean isOver;

    /** Makes one; {@code idle} is how long nothing may go either way, zero for ever. */
    Talk(Console console, Source source, Socket socket, Tally tally, boolean isStream, Duration idle) {
        this.console = console;
        this.source = source;
        this.socket = socket;
        this.tally = tally;
        this.isStream = isStream;
        isIdleTheEnd = !idle.isZero();
        patience = isStream || isIdleTheEnd ? idle : DATAGRAM_PATIENCE;
    }

    /** Talks until both ways have ended, then closes the socket. An interrupt of the user's is an end as well. */
    void run() throws IOException, InterruptedException {
        try (Interrupt.Registration _ = console.interrupt().onRaise(this::hangUp);
                socket) {
            Thread sender = Thread.ofVirtual().name("sender").start(this::send);
            try {
                receive();
                if (isStream && !isOver && !console.isInteractive()) {
                    finishSending(sender);
                }
            } finally {
                isOver = true;
                sender.interrupt();
                sender.join();
            }
            SocketException broken = failure.get();
            if (broken != null && !console.interrupt().wasRaised()) {
                throw broken;
            }
        }
    }

    private void hangUp() {
        isOver = true;
        socket.close();
    }

    private void receive() throws IOException {
        var buffer = new byte[BUFFER_BYTES];
        if (!patience.isZero()) {
            socket.setsockopt(SocketOptions.SO_RCVTIMEO, patience);
        }
        while (!isOver) {
            try {
                int n = socket.recv(buffer);
                if (n == 0 && isStream) {
                    return;
                }
                tally.received(n);
                console.out().write(buffer, 0, n);
                console.out().flush();
            } catch (SocketException e) {
                if (isOver) {
                    return;
                }
                if (e.errno() != Errno.EAGAIN) {
                    throw e;
                }
                if (isPatienceOver()) {
                    return;
                }
            }
        }
    }

    private boolean isPatienceOver() {
        return tally.idleNanos() >= patience.toNanos() && (isIdleTheEnd || source.hasEnded());
    }

    /** What is still being read and sent may go on as long as it goes on. */
    private void finishSending(Thread sender) throws InterruptedException {
        if (patience.isZero()) {
            sender.join();
        } else {
            boolean isDone = false;
            while (!isDone) {
                isDone = sender.join(patience) || isPatienceOver();
            }
        }
    }

    private void send() {
        try {
            for (byte[] piece = source.take(); piece.length > 0; piece = source.take()) {
                socket.sendAll(piece);
                tally.sent(piece.length);
            }
            if (isStream) {
                socket.shutdown(Shutdown.WR);
            }
        } catch (SocketException e) {
            if (!isOver) {
                failure.compareAndSet(null, e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

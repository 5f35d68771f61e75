package jackfield.socket.net;

import jackfield.engine.base.Errno;
import jackfield.socket.Socket;
import jackfield.socket.SocketException;
import jackfield.socket.option.Refusals;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Reads of one stream, one at a time: the end and a reset are told again and again, even after close.
 *
 * <p>Thread-safe.
 */
final class StreamReader {
    private final NetStream stream;
    private final ReentrantLock lock = new ReentrantLock();

    /** Guarded by the lock. */
    private boolean isAtEnd;

    /** Guarded by the lock. */
    private boolean isReset;

    private volatile boolean isShut;

    StreamReader(NetStream stream) {
        this.stream = stream;
    }

    /** {@return the lock that connect and accept wait for, too} */
    ReentrantLock lock() {
        return lock;
    }

    /** Nothing is read any more. */
    void shut() {
        isShut = true;
    }

    boolean isShut() {
        return isShut;
    }

    /** {@return bytes read, at least one; -1 at the end; 0 only if asked for none} */
    int read(byte[] into, int at, int length) throws IOException {
        Objects.checkFromIndexSize(at, length, into.length);
        if (length == 0) {
            return 0;
        }
        long left = Waits.lock(lock, stream.timeoutMillis());
        if (left < 0) {
            throw new SocketTimeoutException("Read timed out");
        }
        try {
            if (isAtEnd) {
                return -1;
            }
            Socket socket = stream.connected();
            if (isReset) {
                throw new java.net.SocketException("Connection reset");
            }
            int read = isShut ? 0 : socket.recv(into, at, length, Waits.patience(left));
            isAtEnd = read == 0;
            return isAtEnd ? -1 : read;
        } catch (SocketException e) {
            throw refused(e);
        } finally {
            lock.unlock();
        }
    }

    private IOException refused(SocketException e) throws IOException {
        Waits.throwIfInterrupted(e);
        if (e.errno() == Errno.EAGAIN) {
            return new SocketTimeoutException("Read timed out");
        }
        if (e.errno() == Errno.ECONNRESET) {
            isReset = true;
            return new java.net.SocketException("Connection reset");
        }
        return Refusals.ofTransfer(e);
    }
}

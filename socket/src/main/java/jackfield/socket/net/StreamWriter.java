package jackfield.socket.net;

import jackfield.socket.SendFlag;
import jackfield.socket.SocketException;
import jackfield.socket.option.Refusals;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;

/** Writes of one stream, each whole before the next begins. Thread-safe. */
final class StreamWriter {
    private final NetStream stream;
    private final ReentrantLock lock = new ReentrantLock();

    StreamWriter(NetStream stream) {
        this.stream = stream;
    }

    void write(byte[] bytes, int at, int length) throws IOException {
        Objects.checkFromIndexSize(at, length, bytes.length);
        if (length == 0) {
            return;
        }
        lock.lock();
        try {
            stream.connected().sendAll(bytes, at, length, Waits.patience(Waits.FOREVER));
        } catch (SocketException e) {
            Waits.throwIfInterrupted(e);
            // A close shuts the output down first, which is not what its writer is to hear.
            stream.connected();
            throw Refusals.ofTransfer(e);
        } finally {
            lock.unlock();
        }
    }

    /** Sends one urgent byte, and never waits. */
    void sendUrgent(int data) throws IOException {
        lock.lock();
        try {
            stream.connected().send(new byte[] {(byte) data}, 0, 1, SendFlag.OOB, SendFlag.DONTWAIT);
        } catch (SocketException e) {
            // As in the JDK: what the connection says of itself is no SocketException here.
            throw switch (e.errno()) {
                case EAGAIN -> new java.net.SocketException("No buffer space available");
                case EPIPE, ECONNRESET -> new IOException(e.errno().text());
                default -> Refusals.ofCall(e);
            };
        } finally {
            lock.unlock();
        }
    }
}

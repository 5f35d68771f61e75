package jackfield.socket.nio;

import jackfield.socket.Hatch;
import jackfield.socket.Patience;
import jackfield.socket.Socket;
import jackfield.socket.SocketException;
import java.nio.ByteBuffer;

/**
 * One direction of a stream: buffers to and from a {@link Socket}. Used under that direction's lock.
 *
 * <p>Counts are the JDK's: -1 at the end of the stream, 0 where a call would wait longer than it may.
 */
final class StreamTraffic {
    private final Socket socket;
    private final Scratch scratch = new Scratch();

    StreamTraffic(Socket socket) {
        this.socket = socket;
    }

    int read(ByteBuffer into, Patience patience) throws SocketException {
        if (into.isReadOnly()) {
            throw new IllegalArgumentException("Read-only buffer");
        }
        if (!into.hasRemaining()) {
            return 0;
        }
        scratch.toFill(into);
        int count = received(Hatch.recv(socket, scratch.array, scratch.at, scratch.length, patience));
        if (count > 0) {
            scratch.filled(into, count);
        }
        return count;
    }

    private static int received(int answer) {
        return answer == Hatch.WOULD_WAIT ? 0 : answer == 0 ? -1 : answer;
    }

    /** Fills buffers from {@code first} to before {@code end} with what is there. */
    long read(ByteBuffer[] into, int first, int end, Patience patience) throws SocketException {
        for (int i = first; i < end; i++) {
            if (into[i].isReadOnly()) {
                throw new IllegalArgumentException("Read-only buffer");
            }
        }
        long wanted = remaining(into, first, end);
        if (wanted == 0) {
            return 0;
        }
        scratch.toFill(wanted);
        int count = received(Hatch.recv(socket, scratch.array, 0, scratch.length, patience));
        if (count > 0) {
            scratch.filled(into, first, count);
        }
        return count;
    }

    private static long remaining(ByteBuffer[] buffers, int first, int end) {
        long bytes = 0;
        for (int i = first; i < end; i++) {
            bytes += buffers[i].remaining();
        }
        return bytes;
    }

    /** {@return the first buffer with bytes left; there is one} */
    private static int first(ByteBuffer[] buffers, int from) {
        int at = from;
        while (!buffers[at].hasRemaining()) {
            at++;
        }
        return at;
    }

    /** Sends all that the buffer holds if it may wait, else what is taken at once. */
    int write(ByteBuffer from, Patience patience) throws SocketException {
        int done = 0;
        while (from.hasRemaining()) {
            scratch.toSend(from);
            int count = Hatch.send(socket, scratch.array, scratch.at, scratch.length, null, patience);
            if (count == Hatch.WOULD_WAIT) {
                break;
            }
            from.position(from.position() + count);
            done += count;
            if (count < scratch.length && patience.nanos() == 0) {
                break;
            }
        }
        return done;
    }

    /** The same of many buffers: several small ones leave as one piece, so that they share a segment. */
    long write(ByteBuffer[] from, int first, int end, Patience patience) throws SocketException {
        long wanted = remaining(from, first, end);
        long done = 0;
        while (done < wanted) {
            int begin = first(from, first);
            if (from[begin].remaining() == wanted - done || from[begin].remaining() >= Scratch.MAX_BYTES) {
                int count = write(from[begin], patience);
                done += count;
                if (from[begin].hasRemaining()) {
                    break;
                }
                continue;
            }
            scratch.toSend(from, begin, end, wanted - done);
            int count = Hatch.send(socket, scratch.array, 0, scratch.length, null, patience);
            if (count == Hatch.WOULD_WAIT) {
                break;
            }
            Scratch.sent(from, begin, count);
            done += count;
            if (count < scratch.length && patience.nanos() == 0) {
                break;
            }
        }
        return done;
    }
}

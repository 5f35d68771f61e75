package jackfield.drill.call;

import jackfield.engine.base.Poll;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * One end of a pipe.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/pipe.7.html">pipe(7)</a>
 */
final class PipeEnd extends Descriptor {
    /** Linux's default capacity. */
    private static final int CAPACITY = 65_536;

    /** What both ends share. */
    private static final class Pipe {
        private final Queue<Byte> bytes = new ArrayDeque<>();
        private boolean isReaderOpen = true;
        private boolean isWriterOpen = true;
    }

    private final Pipe pipe;
    private final boolean isReader;

    private PipeEnd(Pipe pipe, boolean isReader) {
        this.pipe = pipe;
        this.isReader = isReader;
    }

    /** {@return the reading and the writing end of a new pipe} */
    static PipeEnd[] pair() {
        var pipe = new Pipe();
        return new PipeEnd[] {new PipeEnd(pipe, true), new PipeEnd(pipe, false)};
    }

    boolean isReader() {
        return isReader;
    }

    /** {@return whether nobody writes to it any more} */
    boolean isAtEnd() {
        return pipe.bytes.isEmpty() && !pipe.isWriterOpen;
    }

    /** {@return whether nobody reads from it any more} */
    boolean isBroken() {
        return !pipe.isReaderOpen;
    }

    int available() {
        return pipe.bytes.size();
    }

    int room() {
        return CAPACITY - pipe.bytes.size();
    }

    /** {@return the first bytes, left in the pipe} */
    byte[] peek(int length) {
        var first = new byte[Math.min(length, pipe.bytes.size())];
        int at = 0;
        for (Byte one : pipe.bytes) {
            if (at == first.length) {
                break;
            }
            first[at++] = one;
        }
        return first;
    }

    /** Takes up to {@code length} bytes. {@return how many} */
    int take(byte[] into, int length) {
        int taken = Math.min(length, pipe.bytes.size());
        for (int i = 0; i < taken; i++) {
            into[i] = pipe.bytes.remove();
        }
        return taken;
    }

    /** Puts as many of the bytes as there is room for. {@return how many} */
    int put(byte[] from, int length) {
        int taken = Math.min(length, room());
        for (int i = 0; i < taken; i++) {
            pipe.bytes.add(from[i]);
        }
        return taken;
    }

    @Override
    int readiness(long now) {
        if (isReader) {
            return (pipe.bytes.isEmpty() ? 0 : Poll.IN) | (pipe.isWriterOpen ? 0 : Poll.HUP);
        }
        return (room() > 0 ? Poll.OUT : 0) | (pipe.isReaderOpen ? 0 : Poll.ERR);
    }

    @Override
    void close(long now) {
        if (isReader) {
            pipe.isReaderOpen = false;
        } else {
            pipe.isWriterOpen = false;
        }
    }
}

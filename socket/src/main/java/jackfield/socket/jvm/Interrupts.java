package jackfield.socket.jvm;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.SocketException;
import java.util.function.BooleanSupplier;

/**
 * Hands on that the socket behind was closed because its virtual thread was interrupted.
 *
 * <p>A {@code Socket} closes itself when its inside throws {@link InterruptedIOException} in an interrupted virtual
 * thread, and then throws a {@link SocketException}. The socket behind has done that already: its exception is turned
 * back, so that the socket in front closes, too.
 */
final class Interrupts {
    /** Something that may wait. */
    interface Action {
        void run() throws IOException;
    }

    private Interrupts() {}

    static void noticed(BooleanSupplier isClosed, Action action) throws IOException {
        try {
            action.run();
        } catch (SocketException e) {
            throw turned(e, isClosed);
        }
    }

    private static IOException turned(SocketException e, BooleanSupplier isClosed) {
        Thread thread = Thread.currentThread();
        if (thread.isVirtual() && thread.isInterrupted() && isClosed.getAsBoolean()) {
            var interrupted = new InterruptedIOException(e.getMessage());
            interrupted.initCause(e);
            return interrupted;
        }
        return e;
    }

    /** What is read from the socket behind. */
    static final class Input extends FilterInputStream {
        private final BooleanSupplier isClosed;

        Input(InputStream in, BooleanSupplier isClosed) {
            super(in);
            this.isClosed = isClosed;
        }

        @Override
        public int read(byte[] into, int at, int length) throws IOException {
            try {
                return in.read(into, at, length);
            } catch (SocketException e) {
                throw turned(e, isClosed);
            }
        }
    }

    /** What is written to the socket behind. */
    static final class Output extends FilterOutputStream {
        private final BooleanSupplier isClosed;

        Output(OutputStream out, BooleanSupplier isClosed) {
            super(out);
            this.isClosed = isClosed;
        }

        @Override
        public void write(byte[] bytes, int at, int length) throws IOException {
            try {
                out.write(bytes, at, length);
            } catch (SocketException e) {
                throw turned(e, isClosed);
            }
        }
    }
}

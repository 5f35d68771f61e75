package jackfield.socket.nio;

import jackfield.socket.Hatch;
import jackfield.socket.Patience;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/** The streams of a channel's socket: they block, and reads honour SO_TIMEOUT. */
final class AdaptorStreams {
    private AdaptorStreams() {}

    /** {@return java.net's milliseconds, of which 0 is for ever} */
    static Patience patience(int millis) {
        return millis == 0 ? Hatch.FOREVER : new Patience(TimeUnit.MILLISECONDS.toNanos(millis), false);
    }

    static InputStream input(StreamChannel channel, IntSupplier timeoutMillis) {
        return new Input(channel, timeoutMillis);
    }

    static OutputStream output(StreamChannel channel) {
        return new Output(channel);
    }

    private static final class Input extends InputStream {
        private final StreamChannel channel;
        private final IntSupplier timeoutMillis;

        Input(StreamChannel channel, IntSupplier timeoutMillis) {
            this.channel = channel;
            this.timeoutMillis = timeoutMillis;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) > 0 ? one[0] & 0xFF : -1;
        }

        @Override
        public int read(byte[] into, int at, int length) throws IOException {
            Objects.checkFromIndexSize(at, length, into.length);
            if (length == 0) {
                return 0;
            }
            int count = channel.readBlocking(ByteBuffer.wrap(into, at, length), patience(timeoutMillis.getAsInt()));
            if (count == 0) {
                throw new SocketTimeoutException("Read timed out");
            }
            return count;
        }

        @Override
        public int available() throws IOException {
            return channel.available();
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    private static final class Output extends OutputStream {
        private final StreamChannel channel;

        Output(StreamChannel channel) {
            this.channel = channel;
        }

        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] from, int at, int length) throws IOException {
            Objects.checkFromIndexSize(at, length, from.length);
            if (length > 0) {
                channel.writeBlocking(ByteBuffer.wrap(from, at, length));
            }
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}

package jackfield.socket.net;

import java.io.IOException;
import java.io.InputStream;

/** What can be read of a {@link NetStream}, as an {@link InputStream}; closing it closes the socket. */
final class StreamInput extends InputStream {
    private final NetStream stream;
    private final StreamReader reader;

    StreamInput(NetStream stream, StreamReader reader) {
        this.stream = stream;
        this.reader = reader;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return reader.read(one, 0, 1) > 0 ? one[0] & 0xFF : -1;
    }

    @Override
    public int read(byte[] into, int at, int length) throws IOException {
        return reader.read(into, at, length);
    }

    @Override
    public int available() throws IOException {
        return stream.available();
    }

    @Override
    public void close() {
        stream.close();
    }
}

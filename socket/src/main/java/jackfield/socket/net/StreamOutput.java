package jackfield.socket.net;

import java.io.IOException;
import java.io.OutputStream;

/** What is written to a {@link NetStream}, as an {@link OutputStream}; closing it closes the socket. */
final class StreamOutput extends OutputStream {
    private final NetStream stream;
    private final StreamWriter writer;

    StreamOutput(NetStream stream, StreamWriter writer) {
        this.stream = stream;
        this.writer = writer;
    }

    @Override
    public void write(int octet) throws IOException {
        writer.write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int at, int length) throws IOException {
        writer.write(bytes, at, length);
    }

    @Override
    public void close() {
        stream.close();
    }
}

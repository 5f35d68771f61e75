package jackfield.socket.nio;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketImpl;

/**
 * Stands under the socket of a channel, which overrides every method: without it java.net would make a real socket
 * behind whatever was overlooked.
 */
public final class NoSocket extends SocketImpl {
    /** Refuses everything. */
    public NoSocket() {}

    private static SocketException overlooked() {
        return new SocketException("a call has passed by the channel");
    }

    @Override
    protected void create(boolean stream) throws IOException {
        throw overlooked();
    }

    @Override
    protected void connect(String host, int port) throws IOException {
        throw overlooked();
    }

    @Override
    protected void connect(InetAddress address, int port) throws IOException {
        throw overlooked();
    }

    @Override
    protected void connect(SocketAddress address, int timeout) throws IOException {
        throw overlooked();
    }

    @Override
    protected void bind(InetAddress host, int port) throws IOException {
        throw overlooked();
    }

    @Override
    protected void listen(int backlog) throws IOException {
        throw overlooked();
    }

    @Override
    protected void accept(SocketImpl accepted) throws IOException {
        throw overlooked();
    }

    @Override
    protected InputStream getInputStream() throws IOException {
        throw overlooked();
    }

    @Override
    protected OutputStream getOutputStream() throws IOException {
        throw overlooked();
    }

    @Override
    protected int available() throws IOException {
        throw overlooked();
    }

    @Override
    protected void close() throws IOException {
        throw overlooked();
    }

    @Override
    protected void sendUrgentData(int data) throws IOException {
        throw overlooked();
    }

    @Override
    public void setOption(int option, Object value) throws SocketException {
        throw overlooked();
    }

    @Override
    public Object getOption(int option) throws SocketException {
        throw overlooked();
    }
}

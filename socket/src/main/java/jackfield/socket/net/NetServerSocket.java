package jackfield.socket.net;

import jackfield.socket.SocketLayer;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;

/** A {@link ServerSocket} whose inside is a {@link NetStream}, and that accepts {@link NetSocket}s. */
final class NetServerSocket extends ServerSocket {
    private final SocketLayer layer;

    NetServerSocket(SocketLayer layer) {
        super(new NetStream(layer, true));
        this.layer = layer;
    }

    @Override
    public Socket accept() throws IOException {
        if (isClosed()) {
            throw new SocketException("Socket is closed");
        }
        if (!isBound()) {
            throw new SocketException("Socket is not bound yet");
        }
        var accepted = new NetSocket(new NetStream(layer, false));
        implAccept(accepted);
        return accepted;
    }
}

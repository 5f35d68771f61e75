package jackfield.socket.net;

import java.net.Socket;

/** A {@link Socket} whose inside is a {@link NetStream}. */
final class NetSocket extends Socket {
    NetSocket(NetStream stream) throws java.net.SocketException {
        super(stream);
    }
}

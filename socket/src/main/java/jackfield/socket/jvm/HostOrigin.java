package jackfield.socket.jvm;

import jackfield.socket.net.NetSockets;
import jackfield.socket.route.NetworkHost;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;

/** The sockets of a host of ours. */
record HostOrigin(NetSockets sockets) implements Origin {
    static HostOrigin of(NetworkHost host) {
        return new HostOrigin(NetSockets.on(host.sockets()));
    }

    @Override
    public Socket socket() throws SocketException {
        return sockets.socket();
    }

    @Override
    public ServerSocket serverSocket() {
        return sockets.serverSocket();
    }

    /** {@return a new one, not bound} */
    DatagramSocket datagramSocket() throws SocketException {
        return sockets.datagramSocket(null);
    }
}

package jackfield.socket.jvm;

import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;

/** Where a routed socket's real one comes from: the platform, or a host of ours. Thread-safe. */
interface Origin {
    /** {@return a new one, neither bound nor connected} */
    Socket socket() throws SocketException;

    /** {@return a new one, not bound} */
    ServerSocket serverSocket() throws SocketException;
}

package jackfield.socket.option;

/** What an option is asked of: each supports its own set, as in OpenJDK on Linux. */
public enum Holder {
    /** {@link java.net.Socket}. */
    SOCKET,
    /** {@link java.net.ServerSocket}. */
    SERVER_SOCKET,
    /** {@link java.nio.channels.SocketChannel}. */
    SOCKET_CHANNEL,
    /** {@link java.nio.channels.ServerSocketChannel}. */
    SERVER_SOCKET_CHANNEL,
    /** {@link java.net.DatagramSocket} and {@link java.nio.channels.DatagramChannel}. */
    DATAGRAM
}

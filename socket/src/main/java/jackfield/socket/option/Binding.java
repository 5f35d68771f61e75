package jackfield.socket.option;

import jackfield.socket.Socket;
import jackfield.socket.SocketException;

/**
 * How one of Java's options is asked and set on a socket of ours.
 *
 * @param <T> of Java's value
 */
interface Binding<T> {
    T get(Socket socket) throws SocketException;

    /** Sets it; {@code IllegalArgumentException} with the JDK's text if it refuses the value itself. */
    void set(Socket socket, T value) throws SocketException, java.net.SocketException;
}

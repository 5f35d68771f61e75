/**
 * Berkeley sockets, one API over two back ends: our engine's sockets, or the kernel's.
 *
 * <p>{@code SocketLayer} is the way in. All waiting is written once, above
 * {@code jackfield.socket.open.OpenSocket}, whose calls never wait.
 */
@NullMarked
package jackfield.socket;

import org.jspecify.annotations.NullMarked;

/** {@code java.net}'s sockets over a {@link jackfield.socket.SocketLayer}: begin at {@link NetSockets}. */
@NullMarked
package jackfield.socket.net;

import org.jspecify.annotations.NullMarked;

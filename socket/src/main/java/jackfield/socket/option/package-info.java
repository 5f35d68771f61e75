/** Java's socket options, {@link java.net.SocketOption}, on our sockets: one table for java.net and java.nio. */
@NullMarked
package jackfield.socket.option;

import org.jspecify.annotations.NullMarked;

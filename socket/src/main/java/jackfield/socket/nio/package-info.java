/** The channels and selectors of java.nio over a {@link jackfield.socket.SocketLayer}: a provider is an instance. */
@NullMarked
package jackfield.socket.nio;

import org.jspecify.annotations.NullMarked;

/**
 * The names of registered networks for {@link java.net.InetAddress}, in front of the platform's resolver.
 *
 * <p>Nothing here is a service by itself: the module {@code jackfield.names} and the agent put it in place.
 */
@NullMarked
package jackfield.socket.dns;

import org.jspecify.annotations.NullMarked;

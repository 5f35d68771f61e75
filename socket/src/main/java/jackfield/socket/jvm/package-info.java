/**
 * Puts the JDK's own sockets over the networks of {@link jackfield.socket.route}, for the whole JVM and by explicit
 * call: {@link jackfield.socket.jvm.JvmSockets#install}.
 *
 * <p>A routed socket is the platform's own until it is bound or connected, and then that or one of ours, by the public
 * methods of the JDK's class: it has no semantics of its own.
 */
@NullMarked
package jackfield.socket.jvm;

import org.jspecify.annotations.NullMarked;

/** The Linux kernel's sockets as a back end, through {@code java.lang.foreign}. */
@NullMarked
package jackfield.socket.kernel;

import org.jspecify.annotations.NullMarked;

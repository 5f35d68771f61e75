/** The system calls of a script, over the sockets of either back end. */
@NullMarked
package jackfield.drill.call;

import org.jspecify.annotations.NullMarked;

/** The engine's endpoints as a back end. */
@NullMarked
package jackfield.socket.stack;

import org.jspecify.annotations.NullMarked;

/**
 * What a back end must be able to do: POSIX's open file descriptions, with calls that never wait, and one way to wait.
 */
@NullMarked
package jackfield.socket.open;

import org.jspecify.annotations.NullMarked;

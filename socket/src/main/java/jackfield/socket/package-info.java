/** Threads, real time and locks: Berkeley sockets over the engine or over the kernel. */
@NullMarked
package jackfield.socket;

import org.jspecify.annotations.NullMarked;

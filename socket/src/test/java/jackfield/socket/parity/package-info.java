/**
 * Runs one program over the JDK's own sockets and over ours, and compares what each says: docs/parity.md.
 */
@NullMarked
package jackfield.socket.parity;

import org.jspecify.annotations.NullMarked;

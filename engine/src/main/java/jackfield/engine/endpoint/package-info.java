/** What a socket is to the engine: POSIX calls that never block. */
@NullMarked
package jackfield.engine.endpoint;

import org.jspecify.annotations.NullMarked;

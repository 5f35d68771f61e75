/** The internet layer of a host: packets in and out, fragments apart and together. */
@NullMarked
package jackfield.engine.ip;

import org.jspecify.annotations.NullMarked;

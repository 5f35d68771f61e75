/** One TCP connection and its parts; knows no IP, no interface and no socket table. */
@NullMarked
package jackfield.engine.tcp;

import org.jspecify.annotations.NullMarked;

/** The words that all rooms of the engine share. */
@NullMarked
package jackfield.engine.base;

import org.jspecify.annotations.NullMarked;

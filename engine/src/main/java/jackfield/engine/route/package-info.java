/** Interfaces, their addresses, and which of them leads where. */
@NullMarked
package jackfield.engine.route;

import org.jspecify.annotations.NullMarked;

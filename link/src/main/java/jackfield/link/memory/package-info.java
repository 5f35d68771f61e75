/** Networks inside one process: packets change hands, nothing is copied, no thread is needed. */
@NullMarked
package jackfield.link.memory;

import org.jspecify.annotations.NullMarked;

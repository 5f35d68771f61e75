/** An application as others write them: nothing in it is of Jackfield. */
@NullMarked
package jackfield.app;

import org.jspecify.annotations.NullMarked;

/** What the README shows, compiled, run and compared. */
@NullMarked
package jackfield.conformance.readme;

import org.jspecify.annotations.NullMarked;

/** Many hosts, one virtual clock, seeded weather. */
@NullMarked
package jackfield.sim;

import org.jspecify.annotations.NullMarked;

/** Tests of the house as a whole. */
@NullMarked
package jackfield.conformance;

import org.jspecify.annotations.NullMarked;

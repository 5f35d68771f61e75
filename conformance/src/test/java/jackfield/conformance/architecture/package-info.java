/** The rules of the house, executable. */
@NullMarked
package jackfield.conformance.architecture;

import org.jspecify.annotations.NullMarked;

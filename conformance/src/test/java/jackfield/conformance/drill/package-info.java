/** Our corpus of packet scripts, by RFC and section, over our stack. */
@NullMarked
package jackfield.conformance.drill;

import org.jspecify.annotations.NullMarked;

/** What a script is run against: our stack in virtual time, or the kernel. */
@NullMarked
package jackfield.drill.subject;

import org.jspecify.annotations.NullMarked;

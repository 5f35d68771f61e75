/** What a script and the command line set: options, sysctls, addresses. */
@NullMarked
package jackfield.drill.setting;

import org.jspecify.annotations.NullMarked;

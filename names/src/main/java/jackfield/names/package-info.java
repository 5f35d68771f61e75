/** The service by which the JDK finds the names of registered networks. */
@NullMarked
package jackfield.names;

import org.jspecify.annotations.NullMarked;

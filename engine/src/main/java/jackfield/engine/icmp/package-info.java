/** Echo, errors told to others, and errors told by others. */
@NullMarked
package jackfield.engine.icmp;

import org.jspecify.annotations.NullMarked;

/** Runs a script: feeds packets and calls, compares what comes back, reports. */
@NullMarked
package jackfield.drill.run;

import org.jspecify.annotations.NullMarked;

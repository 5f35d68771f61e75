/** What came of a run, for people and for programs. */
@NullMarked
package jackfield.drill.report;

import org.jspecify.annotations.NullMarked;

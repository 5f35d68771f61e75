/** What a script says: its steps as records, and the parser that makes them. */
@NullMarked
package jackfield.drill.script;

import org.jspecify.annotations.NullMarked;

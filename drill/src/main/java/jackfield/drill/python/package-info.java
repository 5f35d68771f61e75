/** Evaluates the assertions between {@code %{} and {@code }%}. */
@NullMarked
package jackfield.drill.python;

import org.jspecify.annotations.NullMarked;

/** Side-by-side figures and microbenchmarks; nothing sees it. */
@NullMarked
package jackfield.bench;

import org.jspecify.annotations.NullMarked;

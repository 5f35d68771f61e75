/** The command line: the only main. */
@NullMarked
package jackfield.cli;

import org.jspecify.annotations.NullMarked;

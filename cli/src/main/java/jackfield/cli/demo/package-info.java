/** The command that a newcomer runs first: two hosts talk, and the picture is drawn as it happens. */
@NullMarked
package jackfield.cli.demo;

import org.jspecify.annotations.NullMarked;

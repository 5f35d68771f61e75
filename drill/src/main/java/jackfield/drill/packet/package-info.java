/** Packets of a script: built from its notation, compared with what came out, written in it again. */
@NullMarked
package jackfield.drill.packet;

import org.jspecify.annotations.NullMarked;

/** The engine's door: inputs, commands, outputs and getters. */
@NullMarked
package jackfield.engine;

import org.jspecify.annotations.NullMarked;

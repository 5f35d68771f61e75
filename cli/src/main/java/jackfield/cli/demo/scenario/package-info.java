/** The conversations that {@code jackfield demo} can show: ordinary blocking Berkeley code for two hosts. */
@NullMarked
package jackfield.cli.demo.scenario;

import org.jspecify.annotations.NullMarked;

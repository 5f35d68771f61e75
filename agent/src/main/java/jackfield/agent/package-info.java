/**
 * {@code java -javaagent:jackfield-agent.jar=OPTIONS}: puts an application that knows nothing of us on a network.
 *
 * <p>docs/AGENT.md is its manual.
 */
@NullMarked
package jackfield.agent;

import org.jspecify.annotations.NullMarked;

/** How much may be in flight: congestion control, told of acknowledgments, losses and idleness only. */
@NullMarked
package jackfield.engine.tcp.congestion;

import org.jspecify.annotations.NullMarked;

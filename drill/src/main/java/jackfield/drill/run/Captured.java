package jackfield.drill.run;

/**
 * A packet on the wire, for captures.
 *
 * @param nanos since the script began
 * @param isInbound whether the script sent it
 */
public record Captured(long nanos, boolean isInbound, byte[] bytes) {}

package jackfield.drill.subject;

/**
 * A packet that came out of the subject.
 *
 * @param nanos when, on the subject's clock
 * @param bytes an IP packet; a super-segment is whole, as a packet socket would show it
 */
public record Sent(long nanos, byte[] bytes) {}

package jackfield.wire;

/** What the payload of a TCP packet turned out to be. */
public sealed interface TcpDecoded permits TcpSegment, Malformed {}

package jackfield.engine.endpoint;

/**
 * One received Ethernet frame, whole, header included.
 *
 * @param interfaceId where it came in
 */
public record Frame(int interfaceId, byte[] data) {}

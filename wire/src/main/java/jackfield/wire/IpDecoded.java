package jackfield.wire;

/** What the first bytes of an IP packet turned out to be. */
public sealed interface IpDecoded permits IpPacket, Malformed {}

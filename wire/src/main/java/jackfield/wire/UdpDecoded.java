package jackfield.wire;

/** What the payload of a UDP packet turned out to be. */
public sealed interface UdpDecoded permits UdpDatagram, Malformed {}

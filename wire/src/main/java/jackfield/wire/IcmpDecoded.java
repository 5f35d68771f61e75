package jackfield.wire;

/** What the payload of an ICMP or ICMPv6 packet turned out to be. */
public sealed interface IcmpDecoded permits IcmpMessage, Malformed {}

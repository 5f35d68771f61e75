package jackfield.wire;

/** What the payload of an ARP frame turned out to be. */
public sealed interface ArpDecoded permits ArpPacket, Malformed {}

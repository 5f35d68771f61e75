package jackfield.wire;

/** What the first bytes of a frame turned out to be. */
public sealed interface EthernetDecoded permits EthernetFrame, Malformed {}

package jackfield.wire;

/** What a neighbour discovery message turned out to be. */
public sealed interface NeighborDecoded permits NeighborMessage, Malformed {}

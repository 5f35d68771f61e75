package jackfield.link.memory;

/**
 * What went through one port of a memory network.
 *
 * @param sent packets the port took
 * @param refused packets the port did not take: too long or too short for the network, or the port was closed
 * @param received packets received at the port
 * @param overflowed packets for this port that found its queue full
 */
public record MemoryCounters(long sent, long refused, long received, long overflowed) {}

package jackfield.drill.packet;

/**
 * How exactly a packet must be what the script says.
 *
 * @param timestampTickMicros microseconds of one tick of the subject's timestamps, packetdrill's {@code
 *     --tcp_ts_tick_usecs}; 0 leaves TSval unchecked
 * @param toleranceMicros by how much a TSval may be off, in time
 */
public record MatchRules(long timestampTickMicros, long toleranceMicros) {}

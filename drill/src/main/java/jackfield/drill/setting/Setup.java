package jackfield.drill.setting;

import jackfield.engine.EngineConfig;
import java.util.List;

/**
 * All that is settled before a script's first step.
 *
 * @param mtu of the interface
 * @param cutsSegments whether the interface cuts super-segments (TSO)
 * @param toleranceMicros by how much an event may be early or late
 * @param tolerancePercent the same, of the time since the step before; the larger counts
 * @param timestampTickMicros of the subject's timestamps; 0 leaves TSval unchecked
 * @param engine the stack's settings, as far as sysctls gave them
 * @param effects the commands that gave them, for a kernel
 */
public record Setup(
        Family family,
        Addresses addresses,
        int mtu,
        boolean cutsSegments,
        long toleranceMicros,
        double tolerancePercent,
        long timestampTickMicros,
        EngineConfig engine,
        List<ShellLine.Effect> effects) {
    public Setup {
        effects = List.copyOf(effects);
    }

    /** packetdrill's default tolerance. */
    public static final long TOLERANCE_MICROS = 4000;

    /** packetdrill's default tolerance of long waits. */
    public static final int TOLERANCE_PERCENT = 1;

    /** {@return this with a tolerance of so much or more} */
    public Setup atLeastTolerant(long micros) {
        return new Setup(
                family,
                addresses,
                mtu,
                cutsSegments,
                Math.max(toleranceMicros, micros),
                tolerancePercent,
                timestampTickMicros,
                engine,
                effects);
    }
}

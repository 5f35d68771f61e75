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
 * @param effects what the commands do that come before the first step, for a subject that is no stack of ours
 */
public record Setup(
        Family family,
        Addresses addresses,
        int mtu,
        boolean cutsSegments,
        long toleranceMicros,
        int tolerancePercent,
        long timestampTickMicros,
        EngineConfig engine,
        List<ShellLine.Effect> effects) {
    /** packetdrill's default tolerance. */
    public static final long TOLERANCE_MICROS = 4000;

    /** packetdrill's default tolerance of long waits. */
    public static final int TOLERANCE_PERCENT = 1;

    private static final int MTU = 1500;

    /** {@return packetdrill's defaults for a family} */
    public static Setup of(Family family) {
        return new Setup(
                family,
                Addresses.of(family),
                MTU,
                true,
                TOLERANCE_MICROS,
                TOLERANCE_PERCENT,
                0,
                EngineConfig.DEFAULT,
                List.of());
    }
}

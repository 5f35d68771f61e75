package jackfield.sim;

import java.time.Duration;

/** What a {@link PacketRule} has in store for a packet, besides the weather. */
public sealed interface Fate {
    /** Nothing; the next rule is asked, and last the weather. */
    Fate PASS = new Pass();

    /** The packet vanishes. */
    Fate DROP = new Drop();

    /** The packet arrives twice; both have their weather. */
    Fate DUPLICATE = new Duplicate();

    /** {@return that the packet arrives so much later than the weather would have it} */
    static Fate delay(Duration delay) {
        return new Delay(delay.toNanos());
    }

    /** See {@link Fate#PASS}. */
    record Pass() implements Fate {}

    /** See {@link Fate#DROP}. */
    record Drop() implements Fate {}

    /** See {@link Fate#DUPLICATE}. */
    record Duplicate() implements Fate {}

    /** See {@link Fate#delay}. */
    record Delay(long nanos) implements Fate {}
}

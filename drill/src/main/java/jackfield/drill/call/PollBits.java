package jackfield.drill.call;

import jackfield.engine.base.Poll;

/** Linux's further names for readiness: data of the normal band is what there is. */
final class PollBits {
    static final int RDNORM = 0x40;
    static final int WRNORM = 0x100;

    /** Every bit that poll may tell of. */
    static final int ALL = 0x3FFF;

    private PollBits() {}

    /** {@return the bits of {@link Poll} and what Linux sets beside them} */
    static int all(int bits) {
        return bits | ((bits & Poll.IN) != 0 ? RDNORM : 0) | ((bits & Poll.OUT) != 0 ? WRNORM : 0);
    }
}

package jackfield.cli.demo.picture;

import org.jspecify.annotations.Nullable;

/**
 * One row of a picture: a moment at one host, or a packet with what it meant at both ends.
 *
 * @param left what happened at the left host
 * @param right what happened at the right host
 * @param wire how the packet is drawn, if there is one
 */
record Row(@Nullable Step left, @Nullable Step right, Wire wire) {
    /** How a row's packet is drawn. */
    enum Wire {
        /** There is none. */
        NONE,
        /** From one end to the other. */
        WHOLE,
        /** Its beginning: something else happens before it arrives. */
        LEAVES,
        /** Its end. */
        ARRIVES,
        /** Its beginning, and where it vanished. */
        LOST
    }

    /** {@return the step at a side} */
    @Nullable
    Step at(Side side) {
        return side == Side.LEFT ? left : right;
    }
}

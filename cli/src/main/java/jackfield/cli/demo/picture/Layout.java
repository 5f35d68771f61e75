package jackfield.cli.demo.picture;

/**
 * How many columns each part of a text picture has.
 *
 * <pre>
 *   time calls state|wire|state calls
 * </pre>
 *
 * @param left calls of the left host
 * @param right calls of the right host
 */
record Layout(int left, int wire, int right) {
    static final int TIME = 9;
    static final int STATE = 11;

    /** Everything but calls and wire: times, states, two life lines, and five spaces. */
    private static final int FIXED = TIME + 2 * STATE + 2 + 5;

    private static final int MIN_CALLS = 20;
    private static final int MIN_WIRE = 22;
    /** What is taken from the calls for it, if need be. */
    private static final int GOOD_WIRE = 33;

    private static final int MAX_WIRE = 96;

    /** As in {@code connect(10.0.0.2:7) ... blocked}, without the dots. */
    private static final int CONNECT = 28;

    /** As in {@code accept() = (4, 10.0.0.1:40712)  <- ACK}, without the arrow. */
    private static final int ACCEPT = 36;

    /** The narrowest picture. */
    static final int MIN_WIDTH = FIXED + 2 * MIN_CALLS + MIN_WIRE;

    /**
     * {@return the layout for a picture of {@code width} columns}
     *
     * <p>The calls get what the longest of an ordinary conversation need, the wire the rest; where that is too little
     * they share what there is.
     */
    static Layout of(int width, Glyphs glyphs) {
        if (width < MIN_WIDTH) {
            throw new IllegalArgumentException("a picture needs " + MIN_WIDTH + " columns, not " + width);
        }
        int left = CONNECT + glyphs.dots.length();
        int right = ACCEPT + glyphs.releasedBy.length();
        int wire = Math.min(MAX_WIRE, width - FIXED - left - right);
        if (wire < GOOD_WIRE) {
            int missing = GOOD_WIRE - wire;
            int fromRight = Math.min(right - MIN_CALLS, (missing + right - left + 1) / 2);
            int fromLeft = Math.min(left - MIN_CALLS, Math.max(0, missing - fromRight));
            left -= fromLeft;
            right -= fromRight;
            wire = width - FIXED - left - right;
        }
        return new Layout(left, wire, right);
    }
}

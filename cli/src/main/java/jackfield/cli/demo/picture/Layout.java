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
    private static final int MAX_WIRE = 72;

    /** The narrowest picture. */
    static final int MIN_WIDTH = FIXED + 2 * MIN_CALLS + MIN_WIRE;

    /**
     * {@return the layout for a picture of {@code width} columns}
     *
     * <p>The calls get what the longest of an ordinary conversation need, the wire the rest; where that is too little they share
     * what there is.
     */
    static Layout of(int width, Glyphs glyphs) {
        if (width < MIN_WIDTH) {
            throw new IllegalArgumentException("a picture needs " + MIN_WIDTH + " columns, not " + width);
        }
        int dots = glyphs.dots.length() - 1;
        int left = 29 + dots;
        int right = 37;
        int wire = Math.min(MAX_WIRE, width - FIXED - left - right);
        if (wire < 34) {
            int missing = 34 - wire;
            int calls = Math.min(missing, left - MIN_CALLS + right - MIN_CALLS);
            int fromRight = Math.min(right - MIN_CALLS, (calls + 1) / 2 + (right - left) / 2);
            int fromLeft = Math.min(left - MIN_CALLS, Math.max(0, calls - fromRight));
            left -= fromLeft;
            right -= fromRight;
            wire = width - FIXED - left - right;
        }
        return new Layout(left, wire, right);
    }
}

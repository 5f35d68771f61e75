package jackfield.cli.demo.picture;

/**
 * How a text picture looks.
 *
 * @param width columns of the whole picture, see {@link #minWidth}
 * @param coloured whether ANSI colours are used
 */
public record Style(int width, Words words, Glyphs glyphs, boolean coloured) {
    /** What fits a picture of an ordinary conversation without leaving anything out. */
    public static final int DEFAULT_WIDTH = 140;

    /** @throws IllegalArgumentException if the picture would be too narrow */
    public Style {
        if (width < Layout.MIN_WIDTH) {
            throw new IllegalArgumentException("a picture needs " + Layout.MIN_WIDTH + " columns, not " + width);
        }
    }

    /** {@return the fewest columns a picture can have} */
    public static int minWidth() {
        return Layout.MIN_WIDTH;
    }
}

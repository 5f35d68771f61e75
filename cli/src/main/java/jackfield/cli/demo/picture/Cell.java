package jackfield.cli.demo.picture;

/** A piece of a line: coloured text that knows how many columns it takes. */
final class Cell {
    private final boolean coloured;
    private final StringBuilder text = new StringBuilder();
    private int columns;

    Cell(boolean coloured) {
        this.coloured = coloured;
    }

    Cell add(Ink ink, String more) {
        text.append(ink.paint(more, coloured));
        columns += DisplayWidth.of(more);
        return this;
    }

    Cell add(Cell other) {
        text.append(other.text);
        columns += other.columns;
        return this;
    }

    /** Adds spaces until it has so many columns. */
    Cell pad(int width) {
        return add(Ink.PLAIN, " ".repeat(Math.max(0, width - columns)));
    }

    int columns() {
        return columns;
    }

    /** {@return the line, without spaces at its end} */
    @Override
    public String toString() {
        return text.toString().stripTrailing();
    }
}

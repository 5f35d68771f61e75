package jackfield.cli.demo.picture;

/** The signs a picture is drawn with. */
public enum Glyphs {
    /** Plain ASCII, for terminals that know no more. */
    ASCII("|", "-", "<", ">", "X", ":", "...", "<-", "-", ".", "-", "-", "..."),
    /** Box drawing and arrows. */
    UNICODE("│", "─", "◄", "►", "✗", "┆", "…", "←", "→", "┄", "─", "·", "…");

    /** What a character set must have for {@link #UNICODE}. */
    public static final String SAMPLE = "│─◄►✗┆…←→┄·";

    /** A host's life line. */
    final String life;

    final String line;
    final String headLeft;
    final String headRight;
    /** Where a packet vanishes. */
    final String lost;
    /** A call that waits. */
    final String waiting;
    /** Between a call and the word that it waits. */
    final String dots;
    /** Before what released a call. */
    final String releasedBy;
    /** Between the times of sending and arrival. */
    final String until;
    /** The part of an arrow that other rows come between. */
    final String dashed;

    final String rule;
    final String dot;
    /** For what was left out. */
    final String ellipsis;

    Glyphs(
            String life,
            String line,
            String headLeft,
            String headRight,
            String lost,
            String waiting,
            String dots,
            String releasedBy,
            String until,
            String dashed,
            String rule,
            String dot,
            String ellipsis) {
        this.life = life;
        this.line = line;
        this.headLeft = headLeft;
        this.headRight = headRight;
        this.lost = lost;
        this.waiting = waiting;
        this.dots = dots;
        this.releasedBy = releasedBy;
        this.until = until;
        this.dashed = dashed;
        this.rule = rule;
        this.dot = dot;
        this.ellipsis = ellipsis;
    }
}

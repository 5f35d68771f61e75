package jackfield.drill.script;

/**
 * A script that cannot be read: where, what was found, what should stand there.
 *
 * <pre>
 *   a.pkt:3:9: expected ')', found "ack"
 *   +0 &lt; S 0:0(0 ack 1
 *               ^
 * </pre>
 */
public final class ScriptException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String file;
    private final int line;
    private final int column;

    /**
     * @param line from 1
     * @param column from 1
     * @param lineText that line, as written
     */
    public ScriptException(String file, int line, int column, String problem, String lineText) {
        super(file + ":" + line + ":" + column + ": " + problem + "\n" + lineText + "\n" + margin(lineText, column)
                + "^");
        this.file = file;
        this.line = line;
        this.column = column;
    }

    public String file() {
        return file;
    }

    public int line() {
        return line;
    }

    public int column() {
        return column;
    }

    /** Tabs stay tabs, so that the caret stands under its character. */
    private static String margin(String lineText, int column) {
        var margin = new StringBuilder();
        for (int i = 0; i < column - 1; i++) {
            margin.append(i < lineText.length() && lineText.charAt(i) == '\t' ? '\t' : ' ');
        }
        return margin.toString();
    }
}

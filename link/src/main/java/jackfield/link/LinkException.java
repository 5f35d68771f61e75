package jackfield.link;

/**
 * Says why a link cannot be had or is gone, in one sentence, and what would mend it.
 *
 * <p>The world's fault: a missing right, a missing device, a busy one.
 */
public final class LinkException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String remedy;

    /**
     * @param sentence what went wrong, whole, without a remedy
     * @param remedy the command or change that mends it; empty if there is none
     */
    public LinkException(String sentence, String remedy) {
        super(remedy.isEmpty() ? sentence : sentence + " Try: " + remedy);
        this.remedy = remedy;
    }

    /** {@return the command or change that mends it; empty if there is none} */
    public String remedy() {
        return remedy;
    }
}

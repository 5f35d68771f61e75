package jackfield.drill.setting;

/** Ends a script that says something this interpreter does not know: it is skipped, with the reason as the message. */
public final class UnknownConstruct extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnknownConstruct(String reason) {
        super(reason);
    }

    /** {@return what is not known} */
    public String reason() {
        return String.valueOf(getMessage());
    }
}

package jackfield.drill.python;

/** An exception as Python would raise it: {@code ZeroDivisionError: division by zero}. */
final class PythonError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PythonError(String kind, String message) {
        super(message.isEmpty() ? kind : kind + ": " + message);
    }

    static PythonError type(String message) {
        return new PythonError("TypeError", message);
    }

    static PythonError value(String message) {
        return new PythonError("ValueError", message);
    }
}

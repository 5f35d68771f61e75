package jackfield.engine.endpoint;

/** What is known of one endpoint's readiness, and what of it has been told. */
final class Wakeup {
    final Endpoint endpoint;
    int seen;
    int told;
    long cause;
    boolean isQueued;
    boolean hasNews;
    boolean isClosed;

    Wakeup(Endpoint endpoint) {
        this.endpoint = endpoint;
    }
}

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

    /** @param first the readiness of a new one, which nobody need be told, but of whose loss everybody must be */
    Wakeup(Endpoint endpoint, int first) {
        this.endpoint = endpoint;
        seen = first;
        told = first;
    }
}

package jackfield.socket;

/** What a socket carries, under Linux's names and numbers. */
public enum Type {
    /** A stream of bytes over a connection: TCP. */
    STREAM(1),
    /** Datagrams with borders, no connection: UDP. */
    DGRAM(2),
    /** Whole packets of an IP protocol, or whole frames of a link. */
    RAW(3);

    private final int number;

    Type(int number) {
        this.number = number;
    }

    /** {@return Linux's number: SOCK_STREAM and so on} */
    public int number() {
        return number;
    }

    static Type of(int number) {
        return switch (number) {
            case 1 -> STREAM;
            case 2 -> DGRAM;
            default -> RAW;
        };
    }
}

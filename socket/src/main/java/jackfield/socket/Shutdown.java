package jackfield.socket;

/** Which direction {@code shutdown} ends: POSIX's SHUT_RD, SHUT_WR and SHUT_RDWR. */
public enum Shutdown {
    /** Nothing more is read here. */
    RD,
    /** Nothing more is written here: the peer reads to the end of the stream. */
    WR,
    /** Both. */
    RDWR;

    boolean read() {
        return this != WR;
    }

    boolean write() {
        return this != RD;
    }
}

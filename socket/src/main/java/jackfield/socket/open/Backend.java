package jackfield.socket.open;

/** Makes sockets. */
public interface Backend {
    /** {@return the way to the sockets} */
    Gate gate();

    /** {@return for traces: the host's name} */
    String name();

    /**
     * Between enter and leave: makes a socket of Linux's numbers for family, type and protocol.
     *
     * @return 0 with {@code into.socket} set, or -errno
     */
    int socket(int family, int type, int protocol, Incoming into);
}

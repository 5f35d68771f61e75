package jackfield.cli.demo.picture;

/** Where a host stands in the picture. */
public enum Side {
    /** Who begins: the client. */
    LEFT,
    /** Who answers: the server. */
    RIGHT;

    /** {@return the other host's} */
    public Side other() {
        return this == LEFT ? RIGHT : LEFT;
    }
}

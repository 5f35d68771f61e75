package jackfield.socket;

/** What the parts of the contract ask of the test class that mixes them in. */
interface Rigged {
    /** {@return the ends of the test that runs now} */
    Rig rig();

    /** {@return whether this is our own stack} */
    boolean isOurs();
}

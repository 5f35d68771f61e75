package jackfield.socket.parity;

/**
 * A program and its name, which is a sentence about what it looks at.
 *
 * @param <S> the kind of side it runs on
 */
record Case<S extends Side>(String name, Program<S> program) {
    /** What runs on each side: opens by {@link Transcript#keep}, writes down what it sees. */
    @FunctionalInterface
    interface Program<S extends Side> {
        void run(S side, Transcript out) throws Exception;
    }
}

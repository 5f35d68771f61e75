package jackfield.socket;

/**
 * A typed name of an option; all that exist are in {@link SocketOptions}.
 *
 * @param <T> of the value
 */
public final class SocketOption<T> {
    private final String name;
    private final int level;
    private final int number;
    private final OptionCodec<T> codec;

    SocketOption(String name, int level, int number, OptionCodec<T> codec) {
        this.name = name;
        this.level = level;
        this.number = number;
        this.codec = codec;
    }

    /** {@return Linux's name} */
    public String name() {
        return name;
    }

    /** {@return Linux's number of the level: SOL_SOCKET and so on} */
    public int level() {
        return level;
    }

    /** {@return Linux's number within the level} */
    public int number() {
        return number;
    }

    OptionCodec<T> codec() {
        return codec;
    }

    @Override
    public String toString() {
        return name;
    }
}

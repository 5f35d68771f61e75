package jackfield.socket;

/**
 * A typed name of an option; all that exist are in {@link SocketOptions}.
 *
 * <p>Those for which the JDK has no constant of its own work on {@code java.net}'s and {@code java.nio}'s objects over
 * our sockets, too: {@code socket.getOption(TCP_INFO)}.
 *
 * @param <T> of the value
 */
public final class SocketOption<T> implements java.net.SocketOption<T> {
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
    @Override
    public String name() {
        return name;
    }

    @Override
    public Class<T> type() {
        return codec.type();
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

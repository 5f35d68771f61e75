package jackfield.socket.nio;

/**
 * A channel that {@link ReadySelector} can select, whatever it is made of: the selector knows no more of it.
 *
 * <p>Implemented by channels, which are {@link java.nio.channels.spi.AbstractSelectableChannel}s.
 */
public interface Selectable {
    /** Who is told that a channel may have become ready: one registration with one selector. */
    interface Spotter {
        /**
         * The channel may have become ready for something asked for; takes note. From any thread, which may hold an
         * engine; waits for nothing. {@return whether {@link #wake} is to be called}
         */
        boolean spotted();

        /** Wakes the selector; by the same thread, without any engine. */
        void wake();
    }

    /** One selector's view of one channel, from registration until {@link #end}. */
    interface Sight {
        /**
         * {@return those of the operations that the channel is ready for now}
         *
         * <p>If there are none, the spotter is told when that may have changed; no change is lost between the two.
         *
         * @param interestOps bits of {@link java.nio.channels.SelectionKey}, at least one
         */
        int readyOps(int interestOps);

        /** The registration is over: nobody is told any more. */
        void end();
    }

    /** {@return a view; {@code spotter} is told from now on} */
    Sight sight(Spotter spotter);
}

package jackfield.cli.demo.picture;

/**
 * One thing that happened in a conversation, in the order in which it happened.
 *
 * <p>A {@code cause} is the {@link Packet#number} of the packet that brought it about, 0 if it was a call or a timer.
 * Times are virtual nanoseconds since the conversation began.
 */
public sealed interface Event {
    /** {@return when} */
    long nanos();

    /** {@return at which host} */
    Side side();

    /** A call began. */
    record CallBegan(long nanos, Call call) implements Event {
        @Override
        public Side side() {
            return call.side();
        }
    }

    /** A call has to wait. */
    record CallWaits(long nanos, Call call) implements Event {
        @Override
        public Side side() {
            return call.side();
        }
    }

    /** A call came back; {@code result} as a reader wants it after the equals sign. */
    record CallEnded(long nanos, Call call, String result, boolean failed, long cause) implements Event {
        @Override
        public Side side() {
            return call.side();
        }
    }

    /** A connection or a listener is in another state; {@code state} as ss writes it. */
    record StateEntered(long nanos, Side side, int endpoint, String state, long cause) implements Event {}

    /** A packet left a host. */
    record PacketLeft(long nanos, Packet packet) implements Event {
        @Override
        public Side side() {
            return packet.from();
        }
    }

    /** A packet vanished; {@code side} is its sender. */
    record PacketLost(long nanos, Side side, long packet, String why) implements Event {}

    /** A packet arrived; {@code side} is where. */
    record PacketArrived(long nanos, Side side, long packet) implements Event {}

    /** A packet that had arrived was thrown away by the stack at {@code side}. */
    record PacketRefused(long nanos, Side side, long packet, String why) implements Event {}
}

package jackfield.drill.script;

import java.util.List;
import java.util.Optional;

/** What a step does or waits for. */
public sealed interface Event {
    /** Which way a packet goes, seen from the stack under test. */
    enum Direction {
        /** {@code <}: the script feeds it to the stack. */
        INBOUND,
        /** {@code >}: the stack has to send it. */
        OUTBOUND
    }

    /**
     * A packet in or out.
     *
     * @param encapsulations outer headers ({@code ipv4 a > b:}, {@code gre:}, {@code mpls (...):}), outermost first
     */
    record PacketEvent(Direction direction, List<Encapsulation> encapsulations, IpFields ip, Packet packet)
            implements Event {
        public PacketEvent {
            encapsulations = List.copyOf(encapsulations);
        }
    }

    /** A header around the packet: its word ({@code ipv4 ipv6 gre mpls}) and what stands before the colon. */
    record Encapsulation(String protocol, String fields) {}

    /**
     * A system call with the result it must have.
     *
     * @param end when a blocking call has to return: {@code ...0.2}, reckoned as the start is; empty for one that must
     *     not block
     * @param result what follows {@code =}
     * @param errno the symbol after the result ({@code EAGAIN}), or empty
     * @param note the text in parentheses after it, or empty
     */
    record SyscallEvent(
            Optional<Time> end, String name, List<Expression> arguments, Expression result, String errno, String note)
            implements Event {
        public SyscallEvent {
            arguments = List.copyOf(arguments);
        }
    }

    /** A shell command in backticks. */
    record CommandEvent(String command) implements Event {}

    /**
     * Python between {@code %{} and {@code }%}.
     *
     * @param line the line its text begins on, from 1
     */
    record CodeEvent(int line, String code) implements Event {}

    /**
     * Something well-formed that this interpreter does not know; a script that has it is skipped.
     *
     * @param construct what it is, for the reason: {@code packet sctp}
     * @param text all of it, as written
     */
    record UnknownEvent(String construct, String text) implements Event {}
}

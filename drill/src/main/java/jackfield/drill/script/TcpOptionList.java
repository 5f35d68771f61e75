package jackfield.drill.script;

import java.util.List;

/** A packet's TCP options as written: nothing, {@code <...>}, or a list, which may be the empty {@code <>}. */
public sealed interface TcpOptionList {
    /** Nothing written: the packet has none. */
    record Absent() implements TcpOptionList {}

    /** {@code <...>}: whatever they are. */
    record Any() implements TcpOptionList {}

    /** {@code <mss 1460,nop,wscale 7>}: these, in this order. */
    record Listed(List<TcpOption> options) implements TcpOptionList {
        public Listed {
            options = List.copyOf(options);
        }
    }
}

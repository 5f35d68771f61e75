package jackfield.socket.open;

import org.jspecify.annotations.Nullable;

/** What {@code accept} and {@code receive} answer beside their count; filled by them, one for each call. */
public final class Incoming {
    /** The accepted connection; set by a successful accept. */
    public @Nullable OpenSocket socket;

    /** Who sent or connected; null if the back end was not told. */
    public @Nullable Address from;

    /** Whether the datagram was longer than the buffer. */
    public boolean truncated;
}

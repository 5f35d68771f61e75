package jackfield.engine.base;

import jackfield.wire.PacketBuffer;

/** Who sent a packet that is still waiting to leave, and is told if it cannot. */
public interface Sender {
    /** Nobody who would want to know: the engine's own answers. */
    Sender NOBODY = (now, error, packet) -> {};

    /** The packet, from its IP header on and borrowed, could not be delivered. */
    void onUndeliverable(long now, Errno error, PacketBuffer packet);
}

package jackfield.engine;

import jackfield.engine.endpoint.Endpoint;
import jackfield.wire.PacketBuffer;

/** Where {@link Engine#drain} puts what comes out. The driver's; must not call the engine from within. */
public interface Outbox {
    /**
     * Takes a packet for an interface: an Ethernet frame or an IP packet, as the interface is.
     *
     * <p>The packet is the outbox's from now on and must come back by {@link jackfield.wire.PacketPool#release} on
     * {@link Engine#pool}. Its transport checksum may be left {@code PARTIAL} and it may be a super-segment only where
     * the
     * interface's abilities say so.
     */
    void transmit(int interfaceId, PacketBuffer packet);

    /** Learns that the readiness of an endpoint may have changed; told at most once a drain for each endpoint. */
    void ready(Endpoint endpoint);
}

package jackfield.engine;

import jackfield.engine.endpoint.PacketEndpoint;
import jackfield.engine.endpoint.RawEndpoint;
import jackfield.engine.endpoint.TcpEndpoint;
import jackfield.engine.endpoint.UdpEndpoint;
import jackfield.wire.IpAddress;
import jackfield.wire.IpPrefix;
import jackfield.wire.PacketBuffer;
import jackfield.wire.PacketPool;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** CONTRACT SKELETON of one host's whole stack. Interface 0 is the loopback, made by the engine itself. */
public final class Engine {
    /** The loopback interface's number. */
    public static final int LOOPBACK = 0;

    /** Makes a stack with a loopback interface and nothing else. */
    public Engine(EngineConfig config, RandomGenerator random) {
        throw new UnsupportedOperationException();
    }

    /** {@return the number of a new interface, which is up} */
    public int addInterface(InterfaceConfig config) {
        throw new UnsupportedOperationException();
    }

    /** Takes an interface up or down; while down it neither sends nor receives. */
    public void setInterfaceUp(long now, int interfaceId, boolean up) {
        throw new UnsupportedOperationException();
    }

    /** Gives an interface an address; its network becomes reachable through it. */
    public void addAddress(int interfaceId, IpPrefix address) {
        throw new UnsupportedOperationException();
    }

    /** Adds a route; {@code gateway} null if the destination is on the link. */
    public void addRoute(IpPrefix destination, @Nullable IpAddress gateway, int interfaceId) {
        throw new UnsupportedOperationException();
    }

    /** Lets {@code trace} hear what happens; {@link Trace#OFF} ends it. */
    public void trace(Trace trace) {
        throw new UnsupportedOperationException();
    }

    /** Input: a packet came in. Borrowed: the engine copies what it keeps. */
    public void onPacket(long now, int interfaceId, PacketBuffer packet) {
        throw new UnsupportedOperationException();
    }

    /** Input: time has passed; runs what is due. */
    public void onTime(long now) {
        throw new UnsupportedOperationException();
    }

    /** Output: hands all packets to be sent now and all endpoints that became ready to {@code outbox}. */
    public void drain(long now, Outbox outbox) {
        throw new UnsupportedOperationException();
    }

    /** Output: when {@link #onTime} is next due. */
    public long nextDeadline() {
        throw new UnsupportedOperationException();
    }

    /** Command: makes a SOCK_STREAM endpoint of the family. */
    public TcpEndpoint tcp(boolean ipv6) {
        throw new UnsupportedOperationException();
    }

    /** Command: makes a SOCK_DGRAM endpoint of the family. */
    public UdpEndpoint udp(boolean ipv6) {
        throw new UnsupportedOperationException();
    }

    /** Command: makes a SOCK_RAW endpoint for an IP protocol. */
    public RawEndpoint raw(boolean ipv6, int protocol) {
        throw new UnsupportedOperationException();
    }

    /** Command: makes an AF_PACKET endpoint for an EtherType, or {@link jackfield.wire.EtherType#ALL}. */
    public PacketEndpoint packet(int etherType) {
        throw new UnsupportedOperationException();
    }

    /** {@return where packets come from and go back to} */
    public PacketPool pool() {
        throw new UnsupportedOperationException();
    }

    /** {@return interfaces, neighbours, endpoints, counters, timers and buffers at this moment} */
    public EngineSnapshot snapshot() {
        throw new UnsupportedOperationException();
    }
}

package jackfield.engine.endpoint;

import jackfield.engine.route.Interfaces;
import jackfield.wire.IpAddress;

/**
 * The switches of one endpoint that hold below its protocol, under {@code setsockopt}'s meanings and Linux's
 * defaults.
 */
public final class Options {
    /** Linux's {@code net.core.rmem_default}. */
    static final int RECEIVE_BUFFER_BYTES = 212_992;

    /** IP_PMTUDISC_WANT: packets are whole as long as that gets them anywhere. */
    public static final int MTU_WANT = 1;

    /** IP_PMTUDISC_DO: packets are whole. */
    public static final int MTU_DO = 2;

    /** IP_PMTUDISC_INTERFACE: no router is believed, nor by IP_PMTUDISC_OMIT, the last. */
    public static final int MTU_INTERFACE = 4;

    private static final int MTU_DONT = 0;
    /** IP_PMTUDISC_OMIT. */
    public static final int MTU_OMIT = 5;

    private boolean reuseAddress;
    private boolean reusePort;
    private boolean v6Only;
    private boolean broadcast;
    private int hopLimit;
    private int multicastHopLimit = 1;
    private boolean multicastLoop = true;
    private int multicastDevice = Interfaces.ANY;
    private IpAddress multicastSource = IpAddress.ANY_IPV4;
    private int trafficClass;
    private int mtuDiscovery = MTU_WANT;
    private int device = Interfaces.ANY;
    private int receiveBufferBytes = RECEIVE_BUFFER_BYTES;
    private int sendBufferBytes = RECEIVE_BUFFER_BYTES;
    private final NoticeOptions notices = new NoticeOptions();

    Options(int hopLimit) {
        this.hopLimit = hopLimit;
    }

    /** What an accepted connection inherits from its listener. */
    Options copy() {
        var copy = new Options(hopLimit);
        copy.reuseAddress = reuseAddress;
        copy.reusePort = reusePort;
        copy.v6Only = v6Only;
        copy.broadcast = broadcast;
        copy.multicastHopLimit = multicastHopLimit;
        copy.multicastLoop = multicastLoop;
        copy.multicastDevice = multicastDevice;
        copy.multicastSource = multicastSource;
        copy.trafficClass = trafficClass;
        copy.mtuDiscovery = mtuDiscovery;
        copy.device = device;
        copy.receiveBufferBytes = receiveBufferBytes;
        copy.sendBufferBytes = sendBufferBytes;
        notices.copyTo(copy.notices);
        return copy;
    }

    /** {@return what is to be told beside the data} */
    public NoticeOptions notices() {
        return notices;
    }

    /** {@return SO_REUSEADDR} */
    public boolean reuseAddress() {
        return reuseAddress;
    }

    /** Sets SO_REUSEADDR. */
    public void reuseAddress(boolean on) {
        reuseAddress = on;
    }

    /** {@return SO_REUSEPORT} */
    public boolean reusePort() {
        return reusePort;
    }

    /** Sets SO_REUSEPORT. */
    public void reusePort(boolean on) {
        reusePort = on;
    }

    /** {@return IPV6_V6ONLY} */
    public boolean v6Only() {
        return v6Only;
    }

    /** Sets IPV6_V6ONLY; to be set before bind. */
    public void v6Only(boolean on) {
        v6Only = on;
    }

    /** {@return SO_BROADCAST} */
    public boolean broadcast() {
        return broadcast;
    }

    /** Sets SO_BROADCAST. */
    public void broadcast(boolean on) {
        broadcast = on;
    }

    /** {@return IP_TTL, IPV6_UNICAST_HOPS} */
    public int hopLimit() {
        return hopLimit;
    }

    /** Sets IP_TTL and IPV6_UNICAST_HOPS: 1 to 255. */
    public void hopLimit(int hops) {
        hopLimit = octet(hops, 1);
    }

    /** {@return IP_MULTICAST_TTL, IPV6_MULTICAST_HOPS} */
    public int multicastHopLimit() {
        return multicastHopLimit;
    }

    /** Sets IP_MULTICAST_TTL and IPV6_MULTICAST_HOPS: 0 to 255. */
    public void multicastHopLimit(int hops) {
        multicastHopLimit = octet(hops, 0);
    }

    /** {@return IP_MULTICAST_LOOP, IPV6_MULTICAST_LOOP: whether this host hears its own, where it is in the group} */
    public boolean multicastLoop() {
        return multicastLoop;
    }

    /** Sets IP_MULTICAST_LOOP and IPV6_MULTICAST_LOOP. */
    public void multicastLoop(boolean on) {
        multicastLoop = on;
    }

    /** {@return IP_MULTICAST_IF, IPV6_MULTICAST_IF: what goes to groups leaves by it; or {@link Interfaces#ANY}, -1} */
    public int multicastDevice() {
        return multicastDevice;
    }

    /** {@return the address that IP_MULTICAST_IF was set to, which what goes to IPv4 groups bears} */
    public IpAddress multicastSource() {
        return multicastSource;
    }

    /** Sets IP_MULTICAST_IF or IPV6_MULTICAST_IF. */
    public void multicastDevice(int interfaceId, IpAddress source) {
        multicastDevice = interfaceId;
        multicastSource = source;
    }

    /** {@return the only interface that leads to a destination for this socket, or {@link Interfaces#ANY}, -1} */
    int deviceFor(IpAddress destination) {
        return device == Interfaces.ANY && destination.isMulticast() ? multicastDevice : device;
    }

    /** {@return IP_TOS, IPV6_TCLASS} */
    public int trafficClass() {
        return trafficClass;
    }

    /** Sets IP_TOS and IPV6_TCLASS: 0 to 255. */
    public void trafficClass(int octet) {
        trafficClass = octet(octet, 0);
    }

    /** {@return IP_MTU_DISCOVER, IPV6_MTU_DISCOVER: DONT 0, WANT 1, DO 2, PROBE 3, INTERFACE 4, OMIT 5} */
    public int mtuDiscovery() {
        return mtuDiscovery;
    }

    /** Sets IP_MTU_DISCOVER and IPV6_MTU_DISCOVER: 0 to 5. */
    public void mtuDiscovery(int value) {
        if (value < MTU_DONT || value > MTU_OMIT) {
            throw new IllegalArgumentException(value + " is no way to discover MTUs");
        }
        mtuDiscovery = value;
    }

    /** {@return whether TCP sends again what a router says was too long} */
    boolean mayLearnMtu() {
        return mtuDiscovery != MTU_DONT && mtuDiscovery < MTU_INTERFACE;
    }

    /** {@return whether TCP's packets bear DF; {@code mustCut}: whole ones are known not to pass} */
    boolean dontFragment(boolean mustCut) {
        return mtuDiscovery == MTU_DO || mtuDiscovery == MTU_WANT && !mustCut;
    }

    private static int octet(int value, int least) {
        if (value < least || value > 255) {
            throw new IllegalArgumentException(value + " is not within " + least + " to 255");
        }
        return value;
    }

    /** {@return SO_BINDTODEVICE: the only interface used, or {@link Interfaces#ANY}, -1} */
    public int device() {
        return device;
    }

    /** Sets SO_BINDTODEVICE; -1 ends it. */
    public void device(int interfaceId) {
        device = interfaceId;
    }

    /** {@return SO_RCVBUF of a datagram endpoint} */
    public int receiveBufferBytes() {
        return receiveBufferBytes;
    }

    /** {@return SO_SNDBUF of a datagram endpoint, whose datagrams leave at once: a number that is only kept} */
    public int sendBufferBytes() {
        return sendBufferBytes;
    }

    /** Sets SO_SNDBUF of a datagram endpoint. */
    public void sendBufferBytes(int bytes) {
        sendBufferBytes = bytes;
    }

    /** Sets SO_RCVBUF of a datagram endpoint. */
    public void receiveBufferBytes(int bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("a buffer of " + bytes + " bytes");
        }
        receiveBufferBytes = bytes;
    }
}

package jackfield.socket.stack;

import jackfield.engine.base.Errno;
import jackfield.engine.endpoint.Endpoint;
import jackfield.socket.open.Address;
import jackfield.socket.open.Incoming;
import jackfield.socket.open.Linux;
import jackfield.socket.open.OpenSocket;
import jackfield.wire.IpAddress;
import jackfield.wire.SockAddr;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint of the engine as an open socket: what is the same for all kinds.
 *
 * <p>Called by whoever has the engine, so by one thread at a time.
 */
public abstract sealed class StackSocket implements OpenSocket permits TcpSocket, DatagramSocket, PacketSocket {
    private final Endpoint endpoint;
    private final boolean isIpv6;

    StackSocket(Endpoint endpoint, boolean isIpv6) {
        this.endpoint = endpoint;
        this.isIpv6 = isIpv6;
    }

    /** {@return what to wait for} */
    public Endpoint endpoint() {
        return endpoint;
    }

    boolean isIpv6() {
        return isIpv6;
    }

    /**
     * {@return the engine's form, null if this socket's family has no such address; 0.0.0.0 is :: for an IPv6 socket}
     */
    @Nullable
    SockAddr sockAddr(Address address) {
        if (!(address instanceof Address.Inet inet)) {
            return null;
        }
        IpAddress ip = inet.addr().address();
        if (isIpv6 && ip.equals(IpAddress.ANY_IPV4)) {
            return new SockAddr(IpAddress.ANY_IPV6, inet.addr().port());
        }
        return isIpv6 || ip.isIpv4() ? inet.addr() : null;
    }

    @Override
    public int bind(long now, Address local) {
        SockAddr address = sockAddr(local);
        return address == null ? Errno.EAFNOSUPPORT.refusal() : endpoint.bind(now, address);
    }

    @Override
    public int listen(long now, int backlog) {
        return Errno.EOPNOTSUPP.refusal();
    }

    @Override
    public int accept(long now, Incoming into) {
        return Errno.EOPNOTSUPP.refusal();
    }

    @Override
    public int connect(long now, Address remote) {
        SockAddr address = sockAddr(remote);
        return address == null ? Errno.EAFNOSUPPORT.refusal() : endpoint.connect(now, address);
    }

    @Override
    public int disconnect(long now) {
        return Errno.EAFNOSUPPORT.refusal();
    }

    @Override
    public int finishConnect(long now, Address remote) {
        return endpoint.takeError().refusal();
    }

    @Override
    public int ioctl(long now, int request) {
        return -Linux.ENOTTY;
    }

    @Override
    public @Nullable Address localAddress(long now) {
        return new Address.Inet(endpoint.localAddress(), 0);
    }

    @Override
    public @Nullable Address remoteAddress(long now) {
        SockAddr remote = endpoint.remoteAddress();
        return remote.port() == 0 && remote.address().isAny() ? null : new Address.Inet(remote, 0);
    }

    @Override
    public int readiness(long now) {
        return endpoint.readiness();
    }

    @Override
    public long readyCause() {
        return endpoint.readyCause();
    }

    @Override
    public String state(long now) {
        return "";
    }

    @Override
    public long linger(long now) {
        return 0;
    }

    @Override
    public boolean isFlushed(long now) {
        return true;
    }

    @Override
    public void close(long now) {
        endpoint.close(now);
    }
}

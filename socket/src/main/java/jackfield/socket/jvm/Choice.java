package jackfield.socket.jvm;

import jackfield.socket.route.NetworkHost;
import jackfield.socket.route.Networks;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.Optional;

/**
 * Where one routed socket comes from: asked for the scope when the socket is made, for the address when it is used.
 *
 * @param api the JDK's class it stands for
 * @param platform what it is if nothing says otherwise
 * @param birth the scope it was made in
 */
record Choice(String api, Platform platform, Optional<NetworkHost> birth) {
    static Choice here(String api, Platform platform) {
        return new Choice(api, platform, Networks.scope());
    }

    /** {@return the same for another of the JDK's classes} */
    Choice of(String other) {
        return new Choice(other, platform, birth);
    }

    /** {@return the host whose it is if it connects or sends to this address} */
    Optional<NetworkHost> towards(InetAddress address) throws SocketException {
        return Networks.towards(birth, address);
    }

    /**
     * {@return the host whose it is if it is bound to this address}
     *
     * @param serves whether others will speak first
     */
    Optional<NetworkHost> at(InetAddress address, boolean serves) throws SocketException {
        return Networks.at(birth, address, serves);
    }

    /** {@return the host whose it is whatever its address, which is known in a scope only} */
    Optional<NetworkHost> anyway() throws SocketException {
        Optional<NetworkHost> scope = birth.isPresent() ? birth : Networks.scope();
        return scope.isPresent() ? Networks.at(scope, InetAddress.getLoopbackAddress(), false) : scope;
    }

    /** {@return why a socket that is the platform's by now sends nothing to a network} */
    static String spokeElsewhere(InetAddress to, NetworkHost owner) {
        return to.getHostAddress() + " lies in the network " + owner.network().name()
                + ", and this socket has spoken to others already: a socket speaks over one network";
    }

    /** Counts a use of the platform. */
    void leaves(InetSocketAddress address) {
        leaves(text(address));
    }

    /** Counts a use of the platform. */
    void leaves(String address) {
        KernelCalls.ofThisJvm().count(api, address);
    }

    /** {@return an address as it is listed} */
    static String text(InetSocketAddress address) {
        InetAddress ip = address.getAddress();
        return (ip == null ? address.getHostString() : ip.getHostAddress()) + ":" + address.getPort();
    }
}

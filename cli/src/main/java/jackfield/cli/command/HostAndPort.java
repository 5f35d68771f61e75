package jackfield.cli.command;

import jackfield.socket.Family;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.function.Predicate;
import picocli.CommandLine.Option;

/** {@code -4} and {@code -6}, and the turning of a host's name into an address of the wanted family. */
final class HostAndPort {
    @Option(names = "-4", description = "Use IPv4 only.")
    boolean ipv4;

    @Option(names = "-6", description = "Use IPv6 only.")
    boolean ipv6;

    HostAndPort() {}

    /**
     * {@return the address of a host: a literal, or the system's resolver's first of the family}
     *
     * @throws CommandException if there is none
     */
    InetSocketAddress resolve(String host, int port) {
        if (ipv4 && ipv6) {
            throw CommandException.usage("-4 and -6 exclude each other");
        }
        Predicate<InetAddress> wanted = address -> ipv4 == ipv6 || address instanceof Inet4Address == ipv4;
        try {
            return Arrays.stream(InetAddress.getAllByName(host))
                    .filter(wanted)
                    .findFirst()
                    .map(address -> new InetSocketAddress(address, port))
                    .orElseThrow(() ->
                            CommandException.failure("'" + host + "' has no " + (ipv4 ? "IPv4" : "IPv6") + " address"));
        } catch (UnknownHostException e) {
            throw CommandException.failure("'" + host + "' is neither an address nor a name that can be resolved");
        }
    }

    /** {@return the unspecified address of the wanted family: IPv6's takes both} */
    InetSocketAddress any(int port) {
        return resolve(ipv4 ? "0.0.0.0" : "::", port);
    }

    static Family family(InetSocketAddress address) {
        return address.getAddress() instanceof Inet4Address ? Family.INET : Family.INET6;
    }

    /** {@return the address as {@code 10.0.0.2:7} or {@code [::1]:7}} */
    static String text(InetSocketAddress address) {
        String host = text(address.getAddress());
        return (address.getAddress() instanceof Inet4Address ? host : "[" + host + "]") + ":" + address.getPort();
    }

    static String text(InetAddress address) {
        return jackfield.wire.IpAddress.of(address.getAddress()).toString();
    }
}

package jackfield.socket.dns;

import jackfield.socket.route.Lab;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A resolver of three names, which remembers what it was asked. */
final class Elsewhere implements InetAddressResolver {
    private final List<String> asked = new ArrayList<>();

    List<String> asked() {
        return asked;
    }

    @Override
    public Stream<InetAddress> lookupByName(String host, LookupPolicy policy) throws UnknownHostException {
        asked.add(host);
        if (host.equalsIgnoreCase("elsewhere.example")) {
            return Stream.of(Lab.ip("192.0.2.1"));
        }
        throw new UnknownHostException(host + ": Name or service not known");
    }

    @Override
    public String lookupByAddress(byte[] bytes) throws UnknownHostException {
        InetAddress address = InetAddress.getByAddress(bytes);
        asked.add(address.getHostAddress());
        return address.isLoopbackAddress() ? "localhost" : "elsewhere.example";
    }
}

package jackfield.names;

import jackfield.socket.dns.NameResolver;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;

/**
 * What the JDK loads with the first name it looks up: our resolver in front of its own.
 *
 * <p>The JDK asks once in the life of a JVM, and not at all with {@code -Djdk.net.hosts.file}.
 */
public final class NetworkNameService extends InetAddressResolverProvider {
    /** Made by the service loader. */
    public NetworkNameService() {}

    @Override
    public InetAddressResolver get(Configuration configuration) {
        return NameResolver.inFrontOf(configuration.builtinResolver());
    }

    @Override
    public String name() {
        return "Jackfield's networks";
    }
}

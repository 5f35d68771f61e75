/**
 * Makes the names of registered networks known to {@link java.net.InetAddress}, by being on the path.
 *
 * <p>A module of its own, because the JDK takes a resolver from whatever path it is on: {@code jackfield.socket}
 * alone must change nothing.
 */
module jackfield.names {
    requires transitive jackfield.socket;
    requires static org.jspecify;

    exports jackfield.names;

    provides java.net.spi.InetAddressResolverProvider with
            jackfield.names.NetworkNameService;
}

package jackfield.socket;

import java.net.Inet6Address;
import java.net.InetSocketAddress;

/**
 * Writes values as traces and messages show them; addresses as {@code 10.0.0.1:7} and {@code [::1]:7}, without names.
 */
final class AddressText {
    private AddressText() {}

    static String of(Object value) {
        if (!(value instanceof InetSocketAddress inet) || inet.isUnresolved()) {
            return String.valueOf(value);
        }
        String host = inet.getAddress().getHostAddress();
        return (inet.getAddress() instanceof Inet6Address ? "[" + host + "]" : host) + ":" + inet.getPort();
    }
}

package jackfield.socket.dns;

import java.security.Security;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How long answers to names are kept, in seconds; 0 is not at all, a negative number for ever.
 *
 * @see <a href="https://docs.oracle.com/en/java/javase/25/docs/api/java.base/java/net/doc-files/net-properties.html">
 *     Networking properties: address cache</a>
 */
record CachingPolicy(int positiveSeconds, int negativeSeconds) {
    static final String POSITIVE = "networkaddress.cache.ttl";
    static final String NEGATIVE = "networkaddress.cache.negative.ttl";

    private static final int POSITIVE_DEFAULT = 30;
    private static final int NEGATIVE_DEFAULT = 10;
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,9}");

    /**
     * {@return what the JDK's cache was told, which from now on keeps nothing}
     *
     * <p>Works while the JDK has not looked up its first name, which is when it loads a resolver.
     */
    static CachingPolicy takenOver() {
        var policy = new CachingPolicy(
                seconds(POSITIVE, "sun.net.inetaddr.ttl", POSITIVE_DEFAULT),
                seconds(NEGATIVE, "sun.net.inetaddr.negative.ttl", NEGATIVE_DEFAULT));
        Security.setProperty(POSITIVE, "0");
        Security.setProperty(NEGATIVE, "0");
        return policy;
    }

    private static int seconds(String security, String system, int usual) {
        @Nullable String text = Security.getProperty(security);
        if (text == null || !NUMBER.matcher(text.strip()).matches()) {
            text = System.getProperty(system);
        }
        return text != null && NUMBER.matcher(text.strip()).matches() ? Integer.parseInt(text.strip()) : usual;
    }
}

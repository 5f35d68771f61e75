package jackfield.engine.tcp;

import jackfield.engine.base.SipHash;
import jackfield.wire.Bytes;
import jackfield.wire.IpAddress;
import jackfield.wire.TcpOptions;
import jackfield.wire.TcpSegment;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * The server's part of Fast Open: makes cookies of addresses under a key, and judges those that come back.
 *
 * <pre>
 *   cookie = SipHash-2-4(key; client's address, server's address): 8 bytes, as Linux makes them
 * </pre>
 *
 * <p>A second key, the one before, is still taken; its cookies are renewed.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7413#section-4.1.2">RFC 7413, 4.1.2 and 4.2.2</a>
 */
public final class FastOpenCookies {
    /** Bytes of a key. */
    public static final int KEY_BYTES = 16;

    private static final int COOKIE_BYTES = 8;
    private static final int SERVER = 2;
    private static final int NO_COOKIE = 0x200;

    private final byte[] drawn = new byte[KEY_BYTES];

    /** What becomes of a SYN that asks for a cookie, bears one, or text. */
    public sealed interface Verdict {}

    /** The handshake goes on as any other. */
    public record Plain() implements Verdict {}

    /** The same, and the SYN+ACK tells this cookie. */
    public record Tell(byte[] cookie, boolean isExperimental) implements Verdict {}

    /** The connection begins at once; the SYN+ACK tells a new cookie unless it is empty. */
    public record Open(byte[] renewed, boolean isExperimental) implements Verdict {}

    private static final Plain PLAIN = new Plain();

    /** Draws the key that holds unless a listener has its own. */
    public FastOpenCookies(RandomGenerator random) {
        random.nextBytes(drawn);
    }

    /** {@return what becomes of {@code syn}; {@code hasRoom}: fewer than the listener's limit are pending} */
    public Verdict judge(OpeningConfig config, TcpSegment syn, IpAddress client, IpAddress server, boolean hasRoom) {
        TcpOptions options = syn.options();
        boolean isMeant = syn.textLength() > 0 || options.hasFastOpen();
        if ((config.fastOpen() & SERVER) == 0 || !isMeant || !hasRoom) {
            return PLAIN;
        }
        boolean isExperimental = options.fastOpenIsExperimental();
        if ((config.fastOpen() & NO_COOKIE) != 0 || config.fastOpenNoCookie()) {
            return new Open(new byte[0], isExperimental);
        }
        if (!options.hasFastOpen()) {
            return PLAIN;
        }
        byte[] keys = config.fastOpenKey().length == 0 ? drawn : config.fastOpenKey();
        byte[] valid = cookie(keys, 0, client, server);
        if (Arrays.equals(options.fastOpen(), valid)) {
            return new Open(new byte[0], isExperimental);
        }
        boolean isOld = keys.length >= 2 * KEY_BYTES
                && Arrays.equals(options.fastOpen(), cookie(keys, KEY_BYTES, client, server));
        return isOld ? new Open(valid, isExperimental) : new Tell(valid, isExperimental);
    }

    /** {@return the cookie of {@code client} under the key that begins at {@code at}} */
    static byte[] cookie(byte[] keys, int at, IpAddress client, IpAddress server) {
        var hash = new SipHash(Long.reverseBytes(Bytes.i64(keys, at)), Long.reverseBytes(Bytes.i64(keys, at + 8)));
        hash.begin();
        if (client.isIpv4()) {
            hash.add(Long.reverseBytes((long) client.ipv4Bits() << 32 | server.ipv4Bits() & 0xFFFF_FFFFL));
        } else {
            hash.add(Long.reverseBytes(client.high())).add(Long.reverseBytes(client.low()));
            hash.add(Long.reverseBytes(server.high())).add(Long.reverseBytes(server.low()));
        }
        byte[] cookie = new byte[COOKIE_BYTES];
        Bytes.put64(cookie, 0, Long.reverseBytes(hash.end()));
        return cookie;
    }
}

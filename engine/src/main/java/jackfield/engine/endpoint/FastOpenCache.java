package jackfield.engine.endpoint;

import jackfield.engine.tcp.FastOpen;
import jackfield.engine.tcp.OpeningConfig;
import jackfield.wire.IpAddress;
import jackfield.wire.TcpOptions;
import java.util.LinkedHashMap;

/**
 * Remembers the Fast Open cookies of peers, and which option they understand.
 *
 * <p>At most {@value #MOST_PEERS}; the one that has not been heard of for longest goes first.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7413#section-4.1.3">RFC 7413, 4.1.3</a>
 */
final class FastOpenCache {
    private static final int MOST_PEERS = 256;
    private static final int CLIENT = 1;
    private static final int CLIENT_WITHOUT_COOKIE = 4;

    private record Peer(byte[] cookie, boolean isExperimental, int mss, int unanswered) {}

    private static final Peer STRANGER = new Peer(new byte[0], false, TcpOptions.ABSENT, 0);

    private final LinkedHashMap<IpAddress, Peer> peers = new LinkedHashMap<>();

    /** {@return whether connections may ask for Fast Open at all} */
    static boolean isAllowed(OpeningConfig config) {
        return (config.fastOpen() & CLIENT) != 0;
    }

    /** {@return what a SYN to {@code remote} is to bear; {@code mss} is what the path takes} */
    FastOpen offer(OpeningConfig config, IpAddress remote, int mss, boolean waitsForText) {
        Peer peer = peers.getOrDefault(remote, STRANGER);
        int segmentBytes = peer.mss() == TcpOptions.ABSENT ? mss : Math.min(mss, peer.mss());
        if ((config.fastOpen() & CLIENT_WITHOUT_COOKIE) != 0 || config.fastOpenNoCookie()) {
            return FastOpen.text(TcpOptions.NONE_GIVEN, false, segmentBytes, waitsForText);
        }
        if (peer.cookie().length > 0) {
            return FastOpen.text(peer.cookie(), peer.isExperimental(), segmentBytes, waitsForText);
        }
        // Linux: who does not answer one option is tried with the other, once.
        return FastOpen.request(peer.unanswered() == 1);
    }

    /** A SYN+ACK of {@code remote} taught something. */
    void learn(IpAddress remote, FastOpen.Lesson lesson) {
        Peer known = peers.getOrDefault(remote, STRANGER);
        boolean isNew = lesson.cookie().length > 0;
        peers.putLast(
                remote,
                new Peer(
                        isNew ? lesson.cookie() : known.cookie(),
                        isNew ? lesson.isExperimental() : known.isExperimental(),
                        lesson.mss() == TcpOptions.ABSENT ? known.mss() : lesson.mss(),
                        lesson.isIgnored() ? Math.min(known.unanswered() + 1, 2) : known.unanswered()));
        if (peers.size() > MOST_PEERS) {
            peers.pollFirstEntry();
        }
    }
}

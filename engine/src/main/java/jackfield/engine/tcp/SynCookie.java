package jackfield.engine.tcp;

import jackfield.engine.base.SipHash;
import jackfield.wire.IpAddress;
import jackfield.wire.TcpFlags;
import jackfield.wire.TcpOptions;
import jackfield.wire.TcpSegment;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Answers SYNs without keeping anything: what would be kept is put into the initial sequence number and the timestamp.
 *
 * <pre>
 *   ISN    = F(addresses, ports) + SEG.SEQ + (minute &lt;&lt; 24) + (F(addresses, ports, minute) + index of the MSS)
 *   mod 2^24 TSval  = clock, its low six bits replaced:   | ECN | SACK | window scale, 15 for none |
 * </pre>
 *
 * <p>A cookie is good for two minutes at most. Without timestamps no option survives but a rounded MSS. One for a whole
 * stack; the secrets are drawn when it is made. The layout is Linux's.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4987#section-3.6">RFC 4987, 3.6</a> and appendix A
 */
public final class SynCookie {
    /** Linux's MAX_SYNCOOKIE_AGE: minutes. */
    private static final int MOST_MINUTES = 2;

    private static final long MINUTE_NANOS = 60_000_000_000L;
    private static final long MILLISECOND_NANOS = 1_000_000L;
    private static final int COUNT_SHIFT = 24;
    private static final int DATA_MASK = (1 << COUNT_SHIFT) - 1;
    private static final int[] MSS_IPV4 = {536, 1300, 1440, 1460};
    private static final int[] MSS_IPV6 = {1220, 1420, 1440, 8940};

    private static final int OPTION_BITS = 6;
    private static final int OPTION_MASK = (1 << OPTION_BITS) - 1;
    private static final int SCALE_MASK = 0xF;
    private static final int SACK_BIT = 0x10;
    private static final int ECN_BIT = 0x20;

    private final SipHash hash;

    /** Draws the secrets from {@code random}. */
    public SynCookie(RandomGenerator random) {
        hash = new SipHash(random.nextLong(), random.nextLong());
    }

    /** {@return the SYN+ACK that answers {@code syn}, of which nothing is kept} */
    public TcpSegment answer(
            long now,
            TcpConfig config,
            TcpSegment syn,
            int ecn,
            int timestampOffset,
            IpAddress local,
            IpAddress remote) {
        int[] table = local.isIpv4() ? MSS_IPV4 : MSS_IPV6;
        int peerMss = syn.options().mss() == TcpOptions.ABSENT
                ? Negotiation.DEFAULT_MSS
                : syn.options().mss();
        int index = table.length - 1;
        while (index > 0 && peerMss < table[index]) {
            index--;
        }
        long ports = (long) syn.destinationPort() << 16 | syn.sourcePort();
        int minute = (int) (now / MINUTE_NANOS);
        int iss = hash(local, remote, ports, 0, 0)
                + syn.seq()
                + (minute << COUNT_SHIFT)
                + (hash(local, remote, ports, minute, 1) + index & DATA_MASK);
        TcpSegment kept = syn;
        if (!syn.options().hasTimestamps() || !config.timestamps()) {
            // Linux: with nowhere to keep them, options are as if never offered, classic ECN too.
            boolean isAccurate = Ecn.grant(config.congestion(), syn.flags(), ecn) == Ecn.Mode.ACCURATE;
            kept = bare(syn).withFlags(isAccurate ? syn.flags() : TcpFlags.SYN);
        }
        HalfOpen half = HalfOpen.of(config, kept, ecn, iss, timestampOffset);
        TcpSegment synAck = half.synAck(now, config);
        TcpOptions options = synAck.options();
        if (!options.hasTimestamps()) {
            return synAck;
        }
        int value = timestamp(now, Negotiation.of(config, syn.options()), half.ecn) + timestampOffset;
        return synAck.withOptions(options.withTimestamps(true, value, options.tsEcr(), TcpOptions.NO_SACK));
    }

    private static TcpSegment bare(TcpSegment syn) {
        TcpOptions options = TcpOptions.syn(syn.options().mss(), TcpOptions.ABSENT, false, false, 0, 0);
        return new TcpSegment(
                syn.sourcePort(),
                syn.destinationPort(),
                syn.seq(),
                0,
                TcpFlags.SYN,
                syn.window(),
                0,
                options,
                Reset.NO_TEXT,
                0,
                0);
    }

    private static int timestamp(long now, Negotiation agreed, Ecn.Mode ecn) {
        int kept = agreed.scaling() ? agreed.sndScale() : SCALE_MASK;
        kept |= agreed.sack() ? SACK_BIT : 0;
        kept |= ecn == Ecn.Mode.CLASSIC ? ECN_BIT : 0;
        int clock = (int) (now / MILLISECOND_NANOS);
        int value = clock & ~OPTION_MASK | kept;
        // Never ahead of the clock.
        return value - clock > 0 ? value - (1 << OPTION_BITS) : value;
    }

    /** {@return what {@code ack} completes the handshake of; null if its acknowledgment is no cookie of ours} */
    public @Nullable HalfOpen check(
            long now, TcpConfig config, TcpSegment ack, int timestampOffset, IpAddress local, IpAddress remote) {
        long ports = (long) ack.destinationPort() << 16 | ack.sourcePort();
        int minute = (int) (now / MINUTE_NANOS);
        int cookie = ack.ack() - 1 - hash(local, remote, ports, 0, 0) - (ack.seq() - 1);
        int age = minute - (cookie >>> COUNT_SHIFT) & 0xFF;
        if (age >= MOST_MINUTES) {
            return null;
        }
        int index = cookie - hash(local, remote, ports, minute - age, 1) & DATA_MASK;
        int[] table = local.isIpv4() ? MSS_IPV4 : MSS_IPV6;
        if (index >= table.length) {
            return null;
        }
        TcpOptions given = ack.options();
        if (!given.hasTimestamps()) {
            TcpOptions none = TcpOptions.syn(table[index], TcpOptions.ABSENT, false, false, 0, 0);
            return HalfOpen.ofCookie(ack, none, accurateOr(config, ack, Ecn.Mode.OFF), timestampOffset);
        }
        int kept = given.tsEcr() - timestampOffset & OPTION_MASK;
        boolean scales = (kept & SCALE_MASK) != SCALE_MASK;
        boolean sack = (kept & SACK_BIT) != 0;
        if (!config.timestamps() || sack && !config.sack() || scales && !config.windowScaling()) {
            return null;
        }
        int scale = scales ? kept & SCALE_MASK : TcpOptions.ABSENT;
        TcpOptions agreed = TcpOptions.syn(table[index], scale, sack, true, given.tsVal(), 0);
        boolean isEcn = (kept & ECN_BIT) != 0 && config.congestion().ecn() != 0;
        Ecn.Mode mode = accurateOr(config, ack, isEcn ? Ecn.Mode.CLASSIC : Ecn.Mode.OFF);
        return HalfOpen.ofCookie(ack, agreed, mode, timestampOffset);
    }

    /** RFC 9768, 5.1: only who was granted Accurate ECN says in a bare third segment what mark the SYN+ACK bore. */
    private static Ecn.Mode accurateOr(TcpConfig config, TcpSegment ack, Ecn.Mode other) {
        boolean isTold = ack.length() == 0 && AccEcn.ace(ack.flags()) > 1;
        return isTold && config.congestion().ecn() >= 3 ? Ecn.Mode.ACCURATE : other;
    }

    private int hash(IpAddress local, IpAddress remote, long ports, int minute, int purpose) {
        return (int) hash.begin()
                .add(local.high())
                .add(local.low())
                .add(remote.high())
                .add(remote.low())
                .add(ports)
                .add((long) minute << 1 | purpose)
                .end();
    }
}

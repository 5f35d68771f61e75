package jackfield.engine.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import jackfield.engine.base.Errno;
import jackfield.engine.base.Poll;
import jackfield.engine.tcp.CongestionConfig;
import jackfield.engine.tcp.FastOpen;
import jackfield.engine.tcp.TcpConfig;
import jackfield.engine.tcp.TcpConnection;
import jackfield.wire.IpAddress;
import jackfield.wire.PacketBuffer;
import jackfield.wire.TcpFlags;
import jackfield.wire.TcpHeader;
import jackfield.wire.TcpOptions;
import jackfield.wire.TcpSegment;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a writer is told of its text, beside a real connection whose sequence numbers wrap after 2000 bytes. */
final class StreamNoticesTest {
    private static final int FIRST = -2000;
    private static final int TX = NoticeOptions.TX_SCHED | NoticeOptions.TX_SOFTWARE | NoticeOptions.TX_ACK;

    private final NoticeOptions options = new NoticeOptions();
    private final StreamNotices notices = new StreamNotices(options);
    private final PacketBuffer packet = new PacketBuffer(PacketBuffer.HEADROOM + 70_000);
    private TcpConnection connection = connection(10);
    private long now;

    private static TcpConnection connection(int initialSegments) {
        TcpConfig config =
                TcpConfig.DEFAULT.noDelay(true).congestion(CongestionConfig.DEFAULT.initialSegments(initialSegments));
        return TcpConnection.connect(0, config, 4000, 7, FIRST - 1, 0, FastOpen.off());
    }

    @BeforeEach
    void establish() {
        options.set(NoticeOptions.ZERO_COPY, true);
        options.timestamping(NoticeOptions.OPT_ID | NoticeOptions.OPT_TSONLY);
        notices.countFrom(FIRST);
        leave();
        hear(TcpFlags.SYN | TcpFlags.ACK, FIRST, 65_535, TcpOptions.syn(1000, 7, true, false, 0, 0));
        leave();
    }

    private void hear(int flags, int ack, int window, TcpOptions with) {
        int seq = (flags & TcpFlags.SYN) == 0 ? 1 : 0;
        connection.onSegment(now, new TcpSegment(7, 4000, seq, ack, flags, window, 0, with, new byte[0], 0, 0), 0);
    }

    private void acknowledge(int ack) {
        hear(TcpFlags.ACK, ack, 512, TcpOptions.NONE);
    }

    /** Everything leaves that may. {@return how many segments} */
    private int leave() {
        for (int count = 0; ; count++) {
            packet.clear(PacketBuffer.HEADROOM);
            TcpSegment segment = connection.nextSegment(now, packet);
            if (segment == null) {
                return count;
            }
            TcpHeader.prepend(packet, segment, IpAddress.ANY_IPV4, IpAddress.ANY_IPV4);
            notices.onSegment(now, segment, packet);
        }
    }

    private void write(int bytes, boolean zeroCopy, int stamps) {
        byte[] text = new byte[bytes];
        text[bytes - 1] = 'z';
        assertThat(connection.write(now, text, 0, bytes)).isEqualTo(bytes);
        notices.onWritten(connection.progress(), bytes, zeroCopy, stamps);
    }

    private boolean progress() {
        return notices.onProgress(now, connection.progress(), false);
    }

    /** All that waits to be told: origin, first or kind, last or byte number. */
    private List<String> told() {
        var told = new ArrayList<String>();
        for (Notice notice = notices.poll(); notice != null; notice = notices.poll()) {
            told.add(
                    switch (notice.origin()) {
                        case Notice.ORIGIN_ZEROCOPY -> "copied " + notice.info() + "-" + notice.data();
                        case Notice.ORIGIN_TIMESTAMPING ->
                            notice.timeNanos() + " "
                                    + switch (notice.info()) {
                                        case Notice.SCHEDULED -> "scheduled ";
                                        case Notice.SENT -> "sent ";
                                        default -> "acknowledged ";
                                    }
                                    + notice.data();
                        default -> "?";
                    });
        }
        return told;
    }

    @Test
    void aCallIsCompleteWhenItsLastByteIsAcknowledged() {
        write(1500, true, 0);
        leave();
        acknowledge(FIRST + 1499);
        assertThat(progress()).isFalse();
        assertThat(notices.readiness()).isZero();

        acknowledge(FIRST + 1500);

        assertThat(progress()).isTrue();
        assertThat(notices.readiness()).isEqualTo(Poll.ERR);
        assertThat(told()).containsExactly("copied 0-0");
        assertThat(notices.readiness()).isZero();
        assertThat(progress()).as("told once").isFalse();
    }

    /** Beyond the first flight text waits; calls that join it complete together, over the wrap of sequence numbers. */
    @Test
    void callsWhoseTextJoinsWhatWaitsCompleteTogether() {
        write(12_000, true, 0);
        assertThat(leave()).isPositive();
        write(100, true, 0);
        write(100, true, 0);
        acknowledge(FIRST + 10_000);
        assertThat(progress()).isFalse();
        leave();

        acknowledge(FIRST + 12_199);
        progress();
        assertThat(told()).isEmpty();
        acknowledge(FIRST + 12_200);
        progress();
        assertThat(told()).containsExactly("copied 0-2");
    }

    @Test
    void withoutTheOptionOrTheFlagNothingIsOwed() {
        options.set(NoticeOptions.ZERO_COPY, false);
        write(100, true, 0);
        options.set(NoticeOptions.ZERO_COPY, true);
        write(100, false, 0);
        leave();
        acknowledge(FIRST + 200);

        assertThat(progress()).isFalse();
        assertThat(told()).isEmpty();
    }

    @Test
    void whatIsOwedIsBounded() {
        connection = connection(200);
        establish();
        for (int i = 0; i < 128; i++) {
            assertThat(notices.refusesZeroCopy()).isZero();
            write(1, true, 0);
            leave();
        }

        assertThat(notices.refusesZeroCopy()).isEqualTo(Errno.ENOBUFS.refusal());
        acknowledge(FIRST + 128);
        progress();
        assertThat(notices.refusesZeroCopy())
                .as("completions that follow upon each other are one")
                .isZero();
    }

    /** A connection that ends owes no call its memory any more, and no stamp. */
    @Test
    void theEndCompletesWhatWasNeverAcknowledged() {
        write(100, true, TX);
        leave();
        told();

        assertThat(notices.onProgress(5, connection.progress(), true)).isTrue();

        assertThat(told()).containsExactly("copied 0-0");
        assertThat(notices.watches()).isFalse();
    }

    @Test
    void theLastByteIsStampedAsItLeavesAndAsItIsAcknowledged() {
        now = 5;
        write(3000, false, TX);
        assertThat(notices.watches()).isTrue();
        now = 7;
        leave();
        now = 100_000_007;
        acknowledge(FIRST + 2999);
        progress();
        acknowledge(FIRST + 3000);
        now = 200_000_007;
        progress();

        assertThat(told()).containsExactly("7 scheduled 2999", "7 sent 2999", "200000007 acknowledged 2999");
        assertThat(notices.watches()).isFalse();
    }

    @Test
    void onlyTheStampsAskedForAreMade() {
        write(10, false, NoticeOptions.TX_ACK);
        leave();
        write(10, false, NoticeOptions.TX_SOFTWARE);
        leave();
        acknowledge(FIRST + 20);
        progress();

        assertThat(told()).containsExactly("0 sent 19", "0 acknowledged 9");
    }

    /** Linux: a call whose text joins what waits takes over its stamp. */
    @Test
    void theLaterOfTwoCallsInOnePieceIsStamped() {
        write(10_000, false, 0);
        leave();
        write(100, false, NoticeOptions.TX_SOFTWARE);
        write(100, false, NoticeOptions.TX_SOFTWARE);
        acknowledge(FIRST + 10_000);
        leave();

        assertThat(told()).containsExactly("0 sent 10199");
    }

    /** A segment that leaves again is stamped again; without OPT_TSONLY its text comes along. */
    @Test
    void theTextComesAlong() {
        options.timestamping(NoticeOptions.OPT_ID);
        write(3, false, NoticeOptions.TX_SOFTWARE | NoticeOptions.TX_ACK);
        leave();
        acknowledge(FIRST + 3);
        progress();

        Notice sent = notices.poll();
        Notice acknowledged = notices.poll();
        assertThat(sent).isNotNull();
        assertThat(sent == null ? new byte[0] : sent.text()).hasSize(20 + 3).endsWith(0, 0, 'z');
        assertThat(acknowledged == null ? new byte[0] : acknowledged.text()).containsExactly(0, 0, 'z');
    }

    @Test
    void stampsAreBounded() {
        connection = connection(200);
        establish();
        for (int i = 0; i < 2000; i++) {
            write(1, false, NoticeOptions.TX_ACK);
            leave();
            if (i % 100 == 99) {
                acknowledge(FIRST + i + 1);
                progress();
            }
        }

        assertThat(told()).hasSize(ErrorQueue.MOST);
    }
}

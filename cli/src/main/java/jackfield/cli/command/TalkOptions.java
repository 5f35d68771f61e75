package jackfield.cli.command;

import java.time.Duration;
import picocli.CommandLine.Option;

/** What listen and connect have in common. */
final class TalkOptions {
    private static final int STREAM_PIECE = 64 * 1024;
    // Fits one Ethernet frame under IPv4 and IPv6, so that no datagram of ours is cut.
    private static final int DATAGRAM_PIECE = 1440;

    @Option(
            names = {"-u", "--udp"},
            description = "Datagrams (UDP) instead of a stream (TCP).")
    boolean udp;

    @Option(
            names = {"-v", "--verbose"},
            description = "Say who is connected and, at the end, how much went each way.")
    boolean verbose;

    @Option(
            names = {"-w", "--wait"},
            paramLabel = "SECONDS",
            converter = Readers.Seconds.class,
            description = "End when connecting takes longer, or nothing went either way for so long.")
    Duration idle = Duration.ZERO;

    TalkOptions() {}

    int pieceBytes() {
        return udp ? DATAGRAM_PIECE : STREAM_PIECE;
    }
}

package jackfield.sim;

import jackfield.engine.tcp.CongestionConfig;
import jackfield.engine.tcp.TcpConfig;
import jackfield.engine.tcp.TcpSnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What TCP delivers in virtual time, by round-trip time, loss, reordering, buffer and controller.
 *
 * <pre>
 *   client ==[ delay RTT/2, loss, reorder, 10 Mbit/s, queue of one BDP ]==&gt; server
 * </pre>
 */
final class Grid {
    static final List<String> CONTROLLERS = List.of("cubic", "reno", "bbr");
    static final List<Integer> RTTS = List.of(1, 20, 100, 300);
    static final List<String> LOSSES = List.of("0", "0.1", "1", "5");
    static final List<String> REORDERS = List.of("0", "5");
    static final List<Integer> BUFFERS = List.of(64 << 10, 2 << 20);

    /** Goodput of a link of 10 Mbit/s: text of a full segment with timestamps, of its frame. */
    static final double CAPACITY = 10.0 * 1448 / 1514;

    private static final String HEAD = """
            Goodput of TCP in virtual time, Mbit/s, as GridTest measures it: 25 s after 5 s of warm-up

            One flow, 10 Mbit/s (9.56 of text), a queue of one BDP but 25 packets at least; loss and reordering befall
            the text. Reordering is tc-netem's: a packet that is reordered arrives at once, half a round trip early.
            """;

    private static final int RATE_MBIT = 10;
    private static final int FRAME_BYTES = 1514;
    private static final int LEAST_QUEUE = 25;
    private static final Duration WARM_UP = Duration.ofSeconds(5);
    private static final Duration TIME = Duration.ofSeconds(25);

    /** One cell of the grid. */
    record Cell(String controller, int rttMillis, String loss, String reorder, int bufferBytes) {
        /** {@return whether nothing is lost or reordered} */
        boolean isClean() {
            return loss.equals("0") && reorder.equals("0");
        }

        /** {@return what a peer's window of so many bytes lets through in a round trip, Mbit/s} */
        double bound(int windowBytes) {
            double rttMicros = rttMillis * 1000 + FRAME_BYTES * 8.0 / RATE_MBIT;
            return windowBytes * 8 / rttMicros;
        }
    }

    /** What it came to; {@code windowBytes}: the peer's window. */
    record Result(Cell cell, double megabits, int windowBytes, long timeouts) {
        /** {@return whether the peer's window, not the link, is the bound} */
        boolean isWindowBound() {
            return cell.bound(windowBytes) < CAPACITY;
        }

        /** {@return the part that was used of what link and window let through} */
        double use() {
            return megabits / Math.min(CAPACITY, cell.bound(windowBytes));
        }
    }

    private Grid() {}

    /** {@return packets that a path holds} */
    static int bdp(int rttMillis, int megabits) {
        return megabits * 1_000_000 / 8 / FRAME_BYTES * rttMillis / 1000;
    }

    static TcpConfig config(String controller, int bufferBytes) {
        return TcpConfig.DEFAULT
                .congestion(CongestionConfig.DEFAULT.algorithm(controller).ecn(1))
                .sendBufferBytes(bufferBytes)
                .receiveBufferBytes(bufferBytes);
    }

    static Weather there(int rttMillis, String words) {
        return Weather.parse("delay " + rttMillis * 500 + "us " + words);
    }

    static List<Cell> cells() {
        List<Cell> cells = new ArrayList<>();
        for (String controller : CONTROLLERS) {
            for (int rtt : RTTS) {
                for (String reorder : REORDERS) {
                    for (int buffer : BUFFERS) {
                        for (String loss : LOSSES) {
                            cells.add(new Cell(controller, rtt, loss, reorder, buffer));
                        }
                    }
                }
            }
        }
        return cells;
    }

    static Result measure(Cell cell) {
        int bdp = bdp(cell.rttMillis, RATE_MBIT);
        Weather there = there(
                cell.rttMillis,
                "loss %s%% reorder %s%% rate %dmbit limit %d"
                        .formatted(cell.loss, cell.reorder, RATE_MBIT, bdp + Math.max(LEAST_QUEUE, bdp)));
        TcpConfig config = config(cell.controller, cell.bufferBytes);
        try (var streams = new Streams(7, config, there, there(cell.rttMillis, ""))) {
            streams.open(1);
            streams.measure(WARM_UP);
            double bits = 8.0 * streams.measure(TIME)[0];
            TcpSnapshot sender = streams.streams.getFirst().snapshot();
            return new Result(
                    cell,
                    bits / TIME.toSeconds() / 1e6,
                    sender.sndWnd(),
                    sender.loss().allTimeouts().total());
        }
    }

    /** {@return the grid as text} */
    static String text(List<Result> results) {
        var text = new StringBuilder();
        for (String controller : CONTROLLERS) {
            text.append("\n%-6s  RTT  reorder   buffer   loss%s\n"
                    .formatted(
                            controller,
                            LOSSES.stream()
                                    .map(loss -> "%7s %%".formatted(loss))
                                    .collect(Collectors.joining())));
            for (int rtt : RTTS) {
                for (String reorder : REORDERS) {
                    for (int buffer : BUFFERS) {
                        text.append("     %3d ms     %s %%  %5d KiB       ".formatted(rtt, reorder, buffer >> 10));
                        results.stream()
                                .filter(result -> result.cell.controller.equals(controller)
                                        && result.cell.rttMillis == rtt
                                        && result.cell.reorder.equals(reorder)
                                        && result.cell.bufferBytes == buffer)
                                .forEach(result -> text.append("%9.2f".formatted(result.megabits)));
                        text.append('\n');
                    }
                }
            }
        }
        return text.toString();
    }

    /** {@return shares of so many flows, in per cent of the capacity, and Jain's index} */
    static double[] fairness(String controller, int flows) {
        int rtt = 40;
        int megabits = 20;
        int bdp = bdp(rtt, megabits);
        Weather there = there(rtt, "rate %dmbit limit %d".formatted(megabits, 2 * bdp));
        try (var streams = new Streams(11, config(controller, 1 << 20), there, there(rtt, ""))) {
            streams.open(flows);
            streams.measure(Duration.ofSeconds(20));
            long[] shares = streams.measure(Duration.ofSeconds(60));
            double[] row = new double[flows + 1];
            IntStream.range(0, flows).forEach(i -> row[i] = shares[i] * 8 / 60e6 / (CAPACITY * megabits / 10) * 100);
            row[flows] = Streams.jain(shares);
            return row;
        }
    }

    /** {@return the whole table} */
    static String document(List<Result> results, List<Integer> flowCounts) {
        var text = new StringBuilder(HEAD);
        text.append(text(results));
        text.append(
                "\nSeveral flows, 20 Mbit/s, 40 ms, a queue of one BDP; shares are per cent of what is possible\n\n");
        for (String controller : CONTROLLERS) {
            for (int flows : flowCounts) {
                text.append(fairnessText(controller, flows, fairness(controller, flows)));
            }
        }
        text.append(
                "\nOne flow, 10 Mbit/s, 40 ms: shallow and deep queues, and one that marks CE beyond ten packets\n\n");
        text.append("                          Mbit/s  sent again %  queue, ms\n");
        for (String controller : CONTROLLERS) {
            text.append(queueText(controller, "shallow", 8, ""));
            text.append(queueText(controller, "deep", 132, ""));
            text.append(queueText(controller, "marking", 132, "ecn 10"));
        }
        return text.toString();
    }

    static String fairnessText(String controller, int flows, double[] row) {
        var text = new StringBuilder("%-6s %d flows  Jain %.3f  shares".formatted(controller, flows, row[flows]));
        IntStream.range(0, flows).forEach(i -> text.append(" %5.1f".formatted(row[i])));
        return text.append('\n').toString();
    }

    /** {@return goodput, retransmissions and the queue's delay at a bottleneck whose queue holds so many packets} */
    static String queueText(String controller, String name, int queue, String words) {
        int rtt = 40;
        Weather there = there(rtt, "rate %dmbit limit %d %s".formatted(RATE_MBIT, bdp(rtt, RATE_MBIT) + queue, words));
        try (var streams = new Streams(13, config(controller, 1 << 20), there, there(rtt, ""))) {
            streams.open(1);
            streams.measure(WARM_UP);
            Streams.Stream stream = streams.streams.getFirst();
            long before = stream.snapshot().retransmits();
            double bits = 0;
            double rttSum = 0;
            int samples = 250;
            for (int i = 0; i < samples; i++) {
                bits += 8.0 * streams.measure(TIME.dividedBy(samples))[0];
                rttSum += stream.snapshot().srttNanos() / 1e6;
            }
            long again = stream.snapshot().retransmits() - before;
            return String.format(
                    Locale.ROOT,
                    "%-6s %-8s %4d packets %9.2f %14.2f %12.1f\n",
                    controller,
                    name,
                    queue,
                    bits / TIME.toSeconds() / 1e6,
                    100.0 * again / (bits / 8 / 1448),
                    rttSum / samples - rtt);
        }
    }
}

package jackfield.bench.jvm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * The JVM's own sockets over our stack beside the kernel's, as ratios: each side in JVMs of its own, by turns.
 *
 * <p>{@code Comparison [ROUNDS [SECONDS]]}: so many rounds, 5 if not said, each warming up for and measuring for so
 * many seconds, 8 if not said. Prints medians; takes no part in the tests.
 */
public final class Comparison {
    private static final int ROUNDS = 5;
    private static final int SECONDS = 8;

    /** What a goal is set for. */
    private record Goal(String figure, String what, double ratio) {}

    private static final List<Goal> GOALS = List.of(
            new Goal("netty", "Netty echo, 64 connections, 64 bytes, requests/s", 1),
            new Goal("http", "JDK HttpClient and HttpServer, 64 at once, 1 KiB, requests/s", 1),
            new Goal("ping-pong", "1 byte by blocking reads of virtual threads, round trips/s", 3));

    private Comparison() {}

    /** See the class. */
    public static void main(String[] args) throws Exception {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : ROUNDS;
        int seconds = args.length > 1 ? Integer.parseInt(args[1]) : SECONDS;
        System.out.printf(
                Locale.ROOT,
                "Medians of %d rounds of %d s after %d s of warm-up, the sides by turns; memory link, MTU 1500,%n"
                        + "64 KiB whole, no checksums; kernel: loopback, congestion control as the machine has it%n%n",
                rounds,
                seconds,
                seconds);
        System.out.printf(Locale.ROOT, "%-64s %10s %10s %7s %6s%n", "", "kernel", "ours", "ratio", "goal");
        for (Goal goal : GOALS) {
            var kernel = new ArrayList<Long>();
            var ours = new ArrayList<Long>();
            var ratios = new ArrayList<Double>();
            for (int i = 0; i < rounds; i++) {
                kernel.add(run(goal.figure, "kernel", seconds));
                ours.add(run(goal.figure, "ours", seconds));
                ratios.add((double) ours.getLast() / kernel.getLast());
            }
            System.out.printf(
                    Locale.ROOT,
                    "%-64s %,10d %,10d %7.2f %6.1f%n",
                    goal.what,
                    median(kernel),
                    median(ours),
                    median(ratios),
                    goal.ratio);
        }
    }

    private static <T extends Comparable<T>> T median(List<T> values) {
        Collections.sort(values);
        return values.get(values.size() / 2);
    }

    private static long run(String figure, String side, int seconds) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path")));
        if (side.equals("ours")) {
            command.add("--add-exports=java.base/sun.nio.ch=ALL-UNNAMED");
            command.add("-Djava.nio.channels.spi.SelectorProvider=jackfield.socket.jvm.RoutedSelectorProvider");
        }
        command.addAll(List.of(One.class.getName(), figure, side, Integer.toString(seconds)));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor() != 0 || said.isEmpty()) {
            throw new IOException(figure + " over " + side + " failed, see above");
        }
        return Long.parseLong(said);
    }
}

package jackfield.socket.parity;

import jackfield.socket.LiveHost;
import jackfield.socket.jvm.JvmSockets;
import jackfield.socket.route.Network;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * Runs the cases of the parity suites on the JDK's own classes and prints what they say, {@code SUITE CASE: line} a
 * line.
 *
 * <p>With {@code routed} all sockets of the JVM are routed, and no network is registered; with {@code host} they are
 * routed and everything runs on a host of ours. {@code ours} are our adapters without routing.
 */
public final class RoutedParity {
    /** The cases to be run; all if it is empty. */
    private final Set<String> wanted;

    private RoutedParity(Set<String> wanted) {
        this.wanted = wanted;
    }

    /**
     * Runs, and prints what was seen.
     *
     * @param arguments {@code plain}, {@code ours}, {@code routed} or {@code host}; then names of cases, if not all
     */
    public static void main(String[] arguments) {
        new RoutedParity(Arrays.stream(arguments).skip(1).collect(Collectors.toSet())).run(arguments[0]);
    }

    private void run(String how) {
        switch (how) {
            case "plain" -> jdk();
            case "ours" -> {
                run("net", NetParityTest.streams(), NetSides.ours());
                run("nio", NioParityTest.all(), NioSides.ours());
            }
            case "routed" -> {
                JvmSockets.install();
                jdk();
            }
            case "host" -> {
                JvmSockets.install();
                onHost("10.0.0.1", () -> run("net", NetParityTest.streams(), NetSides.jdk()));
                onHost("10.0.1.1", () -> run("nio", NioParityTest.all(), NioSides.jdk()));
            }
            default -> throw new IllegalArgumentException(how);
        }
    }

    /** Each suite has a host of its own, as in its test. */
    private static void onHost(String address, Runnable suite) {
        LiveHost host =
                LiveHost.builder(address).random(new SplittableRandom(4)).start();
        // A case may leave a connection behind, so the network is not closed before its JVM.
        Network.named(address).host("host", host.sockets(), address).register().run(suite);
    }

    private void jdk() {
        run("net", NetParityTest.streams(), NetSides.jdk());
        run("nio", NioParityTest.all(), NioSides.jdk());
    }

    private <S extends Side> void run(String suite, List<Case<S>> cases, S side) {
        for (Case<S> it : cases) {
            if (!wanted.isEmpty() && !wanted.contains(suite + " " + it.name())) {
                continue;
            }
            var out = new Transcript();
            try (out) {
                it.program().run(side, out);
            } catch (Exception e) {
                System.out.println(suite + " " + it.name() + ": the program failed: " + e);
            }
            out.lines().forEach(line -> System.out.println(suite + " " + it.name() + ": " + line.replace("\n", "\\n")));
        }
    }
}

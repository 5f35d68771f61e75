package jackfield.socket.parity;

import jackfield.socket.LiveHost;
import jackfield.socket.jvm.JvmSockets;
import jackfield.socket.route.Network;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Runs the cases of the parity suites on the JDK's own classes and prints what they say, {@code CASE: line} a line.
 *
 * <p>With {@code routed} all sockets of the JVM are routed, and no network is registered; with {@code host} they are
 * routed and everything runs on a host of ours.
 */
public final class RoutedParity {
    private RoutedParity() {}

    /** @param arguments {@code plain}, {@code ours}, {@code routed} or {@code host} */
    public static void main(String[] arguments) throws Exception {
        switch (arguments[0]) {
            case "plain" -> run(NetSides.jdk());
            case "ours" -> run(NetSides.ours());
            case "routed" -> {
                JvmSockets.install();
                run(NetSides.jdk());
            }
            case "host" -> {
                JvmSockets.install();
                try (LiveHost host = LiveHost.builder("parity")
                                .random(new SplittableRandom(4))
                                .start();
                        Network network = Network.named("parity")
                                .host("parity", host.sockets(), "10.0.0.1")
                                .register()) {
                    network.<Void, Exception>call(() -> {
                        run(NetSides.jdk());
                        return null;
                    });
                }
            }
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    private static void run(NetSide side) throws Exception {
        List<Case<NetSide>> cases = NetParityTest.all();
        for (Case<NetSide> it : cases) {
            var out = new Transcript();
            try (out) {
                it.program().run(side, out);
            }
            out.lines().forEach(line -> System.out.println(it.name() + ": " + line.replace("\n", "\\n")));
        }
    }
}

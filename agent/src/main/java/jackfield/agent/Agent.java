package jackfield.agent;

import jackfield.link.LinkException;
import jackfield.socket.jvm.JvmSockets;
import jackfield.socket.jvm.KernelCalls;
import java.lang.instrument.Instrumentation;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@code -javaagent} starts before the application's main: the network, and the routing to it.
 *
 * <p>The JDK's own sockets, for whatever is not on the network, are reached by an export that {@link
 * Instrumentation#redefineModule} adds; nothing is opened and no class is changed.
 */
public final class Agent {
    private static final int FAILED = 1;
    private static final int MISUSED = 2;

    private Agent() {}

    /**
     * Called by the JVM. Ends it with a sentence on standard error and exit code 2 if the options make no sense, 1 if
     * the network cannot be had.
     */
    public static void premain(@Nullable String text, Instrumentation instrumentation) {
        AgentOptions options;
        try {
            options = AgentOptions.parse(text);
        } catch (IllegalArgumentException e) {
            end(MISUSED, e);
            return;
        }
        instrumentation.redefineModule(
                Object.class.getModule(),
                Set.of(),
                Map.of("sun.nio.ch", Set.of(Agent.class.getModule())),
                Map.of(),
                Set.of(),
                Map.of());
        try {
            AgentNetwork network = AgentNetwork.open(options);
            JvmSockets sockets = JvmSockets.install();
            Runtime.getRuntime()
                    .addShutdownHook(Thread.ofPlatform()
                            .name("jackfield-exit")
                            .unstarted(() -> leave(
                                    network,
                                    options.reports() ? sockets.kernelCalls().rows() : List.of())));
        } catch (IllegalArgumentException e) {
            end(MISUSED, e);
        } catch (LinkException | IllegalStateException | IllegalCallerException | UnsupportedOperationException e) {
            end(FAILED, e);
        }
    }

    private static void end(int exitCode, RuntimeException why) {
        say(String.valueOf(why.getMessage()));
        System.exit(exitCode);
    }

    private static void leave(AgentNetwork network, List<KernelCalls.Row> rows) {
        network.part();
        if (!rows.isEmpty()) {
            say("these reached the kernel:");
            rows.forEach(row -> say("  " + row.api() + " " + row.address() + " (" + row.count() + ")"));
        }
    }

    private static void say(String line) {
        System.err.println("jackfield: " + line);
    }
}

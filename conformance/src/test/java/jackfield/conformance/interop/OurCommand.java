package jackfield.conformance.interop;

import static org.assertj.core.api.Assertions.assertThat;

import jackfield.cli.command.Commands;
import jackfield.cli.command.Console;
import jackfield.cli.command.Interrupt;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** A command of Jackfield's command line, run in this JVM with the test's own streams; interrupted on close. */
final class OurCommand implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 120;

    @Command(name = "jackfield")
    private static final class Root {
        Root() {}
    }

    private final Text out = new Text();
    private final Text err = new Text();
    private final Interrupt interrupt = new Interrupt();
    private final CompletableFuture<Integer> exitCode = new CompletableFuture<>();

    private OurCommand(InputStream in, OutputStream data, String... arguments) {
        var console = new Console(
                in,
                new PrintStream(data instanceof Text ? out : data, false, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                interrupt);
        CommandLine line = Commands.addTo(new CommandLine(new Root()), console);
        Thread.ofPlatform().name("command").start(() -> {
            try {
                exitCode.complete(line.execute(arguments));
            } catch (RuntimeException | Error e) {
                exitCode.completeExceptionally(e);
            }
        });
    }

    /** Starts a command without input; its output is {@link #out}. */
    static OurCommand start(String... arguments) {
        return new OurCommand(InputStream.nullInputStream(), new Text(), arguments);
    }

    /** Starts a command between two streams. */
    static OurCommand start(InputStream in, OutputStream data, String... arguments) {
        return new OurCommand(in, data, arguments);
    }

    /** Waits until the command has said this. {@return this} */
    OurCommand awaitTalk(String text) {
        err.await(text, exitCode::isDone);
        return this;
    }

    /** Waits for its end. {@return the exit code} */
    int await() throws Exception {
        return exitCode.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** Waits for its end, which must be a good one. {@return this} */
    OurCommand succeeds() throws Exception {
        assertThat(await()).as(() -> out + "\n" + err).isZero();
        return this;
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }

    void interrupt() {
        interrupt.raise();
    }

    @Override
    public void close() {
        interrupt.raise();
        exitCode.copy().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }
}

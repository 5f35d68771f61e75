package jackfield.cli;

import static org.assertj.core.api.Assertions.assertThat;

import jackfield.cli.command.Console;
import jackfield.cli.command.Interrupt;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A whole command line, run on a thread of its own with streams of the test's; interrupted on close. */
final class CommandRun implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;
    private static final long LOOK_MILLIS = 20;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Interrupt interrupt = new Interrupt();
    private final CompletableFuture<Integer> exitCode = new CompletableFuture<>();

    private CommandRun(InputStream in, String... arguments) {
        var console = new Console(
                in,
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                interrupt);
        Thread.ofPlatform().daemon().name("command").start(() -> {
            try {
                exitCode.complete(Main.commandLine(console).execute(arguments));
            } catch (RuntimeException | Error e) {
                exitCode.completeExceptionally(e);
            }
        });
    }

    static CommandRun start(InputStream in, String... arguments) {
        return new CommandRun(in, arguments);
    }

    static CommandRun start(String... arguments) {
        return new CommandRun(InputStream.nullInputStream(), arguments);
    }

    /** Starts a command whose input is a text. */
    static CommandRun withInput(String text, String... arguments) {
        return new CommandRun(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), arguments);
    }

    /** Waits until the talk has something that matches. {@return the match} */
    MatchResult awaitTalk(String pattern) throws Exception {
        return await(pattern, this::err);
    }

    /** Waits until the data has this. */
    void awaitOut(String text) throws Exception {
        await(Pattern.quote(text), this::out);
    }

    private MatchResult await(String pattern, Supplier<String> said) throws Exception {
        var wanted = Pattern.compile(pattern);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (true) {
            boolean isOver = exitCode.isDone();
            var match = wanted.matcher(said.get());
            if (match.find()) {
                return match.toMatchResult();
            }
            assertThat(isOver || System.nanoTime() > end)
                    .as("'%s' was never said, but: %s", pattern, said.get())
                    .isFalse();
            exitCode.copy()
                    .completeOnTimeout(0, LOOK_MILLIS, TimeUnit.MILLISECONDS)
                    .get();
        }
    }

    /** {@return the port that a server says it has} */
    String port() throws Exception {
        return awaitTalk("(?:serving|listening) at .*:(\\d+)\\R").group(1);
    }

    /** Waits for the end. {@return the exit code} */
    int await() throws Exception {
        return exitCode.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    CommandRun succeeds() throws Exception {
        assertThat(await()).as(() -> out() + "\n" + err()).isZero();
        return this;
    }

    void interrupt() {
        interrupt.raise();
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    byte[] bytes() {
        return out.toByteArray();
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        interrupt.raise();
        exitCode.copy().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }
}

package jackfield.conformance.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** A program of the kernel's side while it runs: its output is kept, and it is killed on close. */
public final class Program implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 120;

    private final Process process;
    private final Text output = new Text();
    private final Thread reader;

    public Program(Process process) {
        this.process = process;
        reader = Thread.ofPlatform().daemon().name("program").start(this::read);
    }

    private void read() {
        try {
            process.getInputStream().transferTo(output);
        } catch (IOException e) {
            // A program that was killed leaves its output closed.
            byte[] text = ("\n" + e + "\n").getBytes(StandardCharsets.UTF_8);
            output.write(text, 0, text.length);
        }
    }

    /** {@return its standard input} */
    OutputStream in() {
        return process.getOutputStream();
    }

    /** Waits until it has printed this. {@return this} */
    public Program awaitOutput(String text) {
        output.await(text, () -> !process.isAlive() && !reader.isAlive());
        return this;
    }

    /** {@return what it has printed} */
    public String output() {
        return output.toString();
    }

    /** Waits for its end. {@return its exit code} */
    int await() throws InterruptedException {
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .as(() -> process.info() + " has not ended: " + output)
                .isTrue();
        reader.join();
        return process.exitValue();
    }

    /** Waits for its end, which must be a good one. {@return what it printed} */
    String succeeds() throws InterruptedException {
        assertThat(await()).as(output::toString).isZero();
        return output();
    }

    /** Sends it a signal, {@code INT} say. */
    void signal(String name) {
        Namespace.command("kill", "-" + name, Long.toString(process.pid()));
    }

    /** Kills it, and what it has started, as {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        await();
    }

    @Override
    public void close() {
        try {
            kill();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while a program ends", e);
        }
    }
}

package jackfield.cli.command;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What a command has around it: the streams, and the way in which Ctrl-C reaches it.
 *
 * <p>Thread-safe as far as its streams are.
 *
 * @param in data for the peer
 * @param out data for the user; not flushed by a line's end
 * @param err talk; flushed by a line's end
 * @param isInteractive whether a person types what is read from {@code in}
 * @param interrupt raised by Ctrl-C
 */
public record Console(InputStream in, PrintStream out, PrintStream err, boolean isInteractive, Interrupt interrupt) {
    private static final int OUT_BYTES = 64 * 1024;

    /** {@return the streams of this process, and an interrupt raised when the process is asked to end} */
    public static Console system() {
        // System.in and System.out are not used: the one locks, the other flushes and is not made for bytes.
        var out = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), OUT_BYTES);
        return new Console(
                new FileInputStream(FileDescriptor.in),
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
                Optional.ofNullable(System.console())
                        .map(java.io.Console::isTerminal)
                        .orElse(false),
                Interrupt.ofProcess());
    }

    /** Writes a line of data for the user, at once. */
    void data(String line) {
        out.println(line);
        out.flush();
    }

    /** Writes a line of talk. */
    void talk(String line) {
        err.println("jackfield: " + line);
    }
}

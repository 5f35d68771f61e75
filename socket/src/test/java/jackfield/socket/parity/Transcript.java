package jackfield.socket.parity;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a program has seen, line by line: {@code what = value} or {@code what ! exception class: message}.
 *
 * <p>A port is written as the name given to it by {@link #port}, another one above 1023 as {@code PORT}; identity hash
 * codes as {@code HASH}. Nothing else is replaced, so texts must be equal to the letter. Used by the program's own
 * thread; calls of other threads are noted when they are asked for by {@link #answer}.
 */
final class Transcript implements AutoCloseable {
    private static final Pattern PORT = Pattern.compile("(?<=:|port=)\\d{4,5}\\b");
    private static final Pattern HASH = Pattern.compile("@[0-9a-f]{5,8}\\b");

    /** Something that may throw and answers nothing. */
    @FunctionalInterface
    interface Action {
        void run() throws Exception;
    }

    private final List<String> lines = new ArrayList<>();
    private final Map<Integer, String> ports = new LinkedHashMap<>();
    private final List<AutoCloseable> open = new ArrayList<>();
    private final List<Calling<?>> callings = new ArrayList<>();

    List<String> lines() {
        return List.copyOf(lines);
    }

    /** Gives a port its name in what follows. {@return the port} */
    int port(String name, int port) {
        ports.put(port, name);
        return port;
    }

    /** Has something closed at the end of the program, the last one first. */
    <T extends AutoCloseable> T keep(T opened) {
        open.add(opened);
        return opened;
    }

    /** Writes down a value. */
    void note(String what, @Nullable Object value) {
        lines.add(what + " = " + text(value));
    }

    /** Writes down what a call answers or throws. */
    void tries(String what, Callable<?> call) {
        try {
            note(what, call.call());
        } catch (Throwable e) {
            thrown(what, e);
        }
    }

    /** Writes down whether a call that answers nothing succeeds. */
    void does(String what, Action action) {
        tries(what, () -> {
            action.run();
            return "done";
        });
    }

    /** {@link #does}, and whether it took at least so long: a time-out that comes early is a fault, late is load. */
    void takes(String what, Duration least, Action action) {
        long start = System.nanoTime();
        does(what, action);
        boolean isLong = System.nanoTime() - start >= least.toNanos();
        note(what + " took at least " + least.toMillis() + " ms", isLong);
    }

    /** Starts a call in a platform thread. */
    <T> Calling<T> calling(Callable<T> call) {
        return started(Calling.start(Thread.ofPlatform().daemon(), call));
    }

    /** Starts a call in a virtual thread. */
    <T> Calling<T> callingVirtually(Callable<T> call) {
        return started(Calling.start(Thread.ofVirtual(), call));
    }

    private <T> Calling<T> started(Calling<T> calling) {
        callings.add(calling);
        return calling;
    }

    /** Writes down what the call of another thread answers or throws; waits for it. */
    void answer(String what, Calling<?> calling) {
        tries(what, calling::answer);
    }

    private void thrown(String what, Throwable e) {
        if (e instanceof AssertionError broken) {
            throw broken;
        }
        var line = new StringBuilder(what).append(" ! ").append(text(e));
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            line.append(" <- ").append(text(cause));
        }
        lines.add(line.toString());
    }

    private String text(@Nullable Object value) {
        String text = switch (value) {
            case null -> "null";
            case Throwable e -> e.getClass().getName() + ": " + e.getMessage();
            case byte[] bytes -> Arrays.toString(bytes);
            case Object[] items -> Arrays.toString(items);
            default -> value.toString();
        };
        text = PORT.matcher(text).replaceAll(port -> {
            int number = Integer.parseInt(port.group());
            return number < 1024 ? port.group() : ports.getOrDefault(number, "PORT");
        });
        return HASH.matcher(text).replaceAll("@HASH");
    }

    /** Closes what was kept, and waits for the threads: one that never comes back is a fault. */
    @Override
    public void close() {
        try {
            for (AutoCloseable kept : open.reversed()) {
                kept.close();
            }
            for (Calling<?> calling : callings) {
                calling.join();
            }
        } catch (Exception e) {
            throw new AssertionError("what was opened cannot be closed", e);
        }
    }
}

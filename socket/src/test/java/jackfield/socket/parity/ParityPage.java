package jackfield.socket.parity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The differences that docs/parity.md says are meant, by suite and case.
 *
 * <pre>
 *   ## net                                       the suite
 *   ### a read of no bytes                       the case
 *   Any prose: the reason.
 *   ```diff
 *   - read = 0                                   what only the JDK says
 *   + read = -1                                  what only we say
 *   ```
 * </pre>
 */
final class ParityPage {
    /** Lines that only one side says, in their order, and why. */
    record Difference(List<String> jdk, List<String> ours, String reason) {
        static final Difference NONE = new Difference(List.of(), List.of(), "");
    }

    private ParityPage() {}

    /** {@return the differences of one suite by the case's name, in the page's order} */
    static Map<String, Difference> differences(String suite) {
        return differences(suite, lines());
    }

    /** {@return {@link #differences(String)} of a page that is told} */
    static Map<String, Difference> differences(String suite, List<String> page) {
        Map<String, Difference> found = new LinkedHashMap<>();
        boolean isInside = false;
        boolean isDiff = false;
        String name = "";
        Difference last = Difference.NONE;
        for (String line : page) {
            if (line.startsWith("## ")) {
                isInside = line.equals("## " + suite);
                name = "";
            } else if (isInside && line.startsWith("### ")) {
                name = line.substring(4);
                last = new Difference(new ArrayList<>(), new ArrayList<>(), "");
                found.put(name, last);
            } else if (line.startsWith("```")) {
                isDiff = line.equals("```diff");
            } else if (!name.isEmpty() && isDiff && line.startsWith("- ")) {
                last.jdk.add(line.substring(2));
            } else if (!name.isEmpty() && isDiff && line.startsWith("+ ")) {
                last.ours.add(line.substring(2));
            } else if (!name.isEmpty() && !isDiff && !line.isBlank()) {
                last = new Difference(last.jdk, last.ours, (last.reason + ' ' + line).strip());
                found.put(name, last);
            }
        }
        return found;
    }

    private static List<String> lines() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.exists(folder.resolve("docs/parity.md"))) {
            folder = folder.getParent();
        }
        if (folder == null) {
            throw new AssertionError("no docs/parity.md above the working directory");
        }
        try {
            return Files.readAllLines(folder.resolve("docs/parity.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

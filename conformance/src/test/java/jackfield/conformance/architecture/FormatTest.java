package jackfield.conformance.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.ImportOrderer;
import com.palantir.javaformat.java.JavaFormatterOptions;
import com.palantir.javaformat.java.RemoveUnusedImports;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/**
 * Checks that every source stands as the formatter would write it.
 *
 * <p>A test and not a step of the build, so that it runs on the JDK 25 whatever Maven itself runs on
 * (docs/decisions/0005). {@code mvn spotless:apply} mends what it finds.
 */
class FormatTest {
    private static final JavaFormatterOptions.Style STYLE = JavaFormatterOptions.Style.PALANTIR;
    private static final Formatter FORMATTER = Formatter.createFormatter(
            JavaFormatterOptions.builder().style(STYLE).build());

    @Test
    void everySourceIsFormatted() throws FormatterException {
        var unformatted = new ArrayList<String>();
        for (Path file : Sources.java()) {
            String text = Sources.text(file);
            if (!text.equals(format(text))) {
                unformatted.add(Sources.name(file));
            }
        }

        assertThat(unformatted).as("mend with: mvn spotless:apply").isEmpty();
    }

    @Test
    void findsWhatIsNotFormatted() throws FormatterException {
        String text = "class A {int a;}\n";

        assertThat(format(text)).isNotEqualTo(text).contains("    int a;");
    }

    private static String format(String text) throws FormatterException {
        String ordered = ImportOrderer.reorderImports(text, STYLE);
        return FORMATTER.formatSource(RemoveUnusedImports.removeUnusedImports(ordered));
    }
}

package jackfield.drill.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What docs/DRILL.md shows is read. */
class LanguagePageTest {
    private static final Pattern BLOCK = Pattern.compile("(?s)```\\n(.*?)```");

    @Test
    void itsExamplesAreScripts() throws IOException {
        List<String> scripts = blocks().stream()
                .filter(block -> block.startsWith("//") || block.startsWith("+0 "))
                .toList();

        assertThat(scripts)
                .hasSize(3)
                .allSatisfy(script -> assertThat(
                                ScriptParser.parse("DRILL.md", script).steps())
                        .isNotEmpty());
    }

    @Test
    void itsErrorIsTheOneGiven() throws IOException {
        String shown = blocks().stream()
                .filter(block -> block.startsWith("a.pkt:3:"))
                .findFirst()
                .orElseThrow();

        assertThatThrownBy(() -> ScriptParser.parse("a.pkt", "\n\n+0 < S 0:0(0 ack 1\n"))
                .hasMessage(shown.stripTrailing());
    }

    private static List<String> blocks() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "DRILL.md"));
        String language = page.substring(page.indexOf("## The language"));
        return BLOCK.matcher(language).results().map(block -> block.group(1)).toList();
    }
}

package jackfield.drill.run;

import static org.assertj.core.api.Assertions.assertThat;

import jackfield.drill.setting.Sysctls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The table of settings in docs/DRILL.md is the one in the code. */
class SettingsPageTest {
    @Test
    void thePageListsEverySysctlWithItsMeaning() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "DRILL.md"));
        List<String> rows = page.substring(page.indexOf("## Settings"))
                .lines()
                .filter(line -> line.startsWith("| `"))
                .toList();

        assertThat(rows)
                .containsExactlyElementsOf(Sysctls.meanings().entrySet().stream()
                        .map(row -> "| `" + row.getKey() + "` | " + row.getValue() + " |")
                        .toList());
    }
}

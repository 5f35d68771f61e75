package jackfield.conformance.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import jackfield.socket.SocketOption;
import jackfield.socket.SocketOptions;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The table of docs/SOCKET-OPTIONS.md has each option of {@link SocketOptions} once, with its level and its type. */
class OptionsPageTest {
    private static final Map<Integer, String> LEVELS =
            Map.of(0, "SOL_IP", 1, "SOL_SOCKET", 6, "SOL_TCP", 17, "SOL_UDP", 41, "SOL_IPV6");
    private static final Pattern CELL = Pattern.compile(" *\\| *");
    private static final int COLUMNS = 6;

    @Test
    void thePageListsEveryOption() throws IOException {
        List<String> page = Files.readString(Sources.root().resolve("docs/SOCKET-OPTIONS.md"))
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(OptionsPageTest::head)
                .toList();

        assertThat(page)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(SocketOptions.class.getFields())
                        .map(OptionsPageTest::head)
                        .toList());
    }

    /** {@return name, level and type of a row} */
    private static String head(String row) {
        String[] cells = CELL.split(row.substring(2), -1);
        assertThat(cells).as(row).hasSize(COLUMNS + 1);
        return String.join(" ", cells[0].replace("`", ""), cells[1], cells[2]);
    }

    private static String head(Field field) {
        try {
            var option = (SocketOption<?>) field.get(null);
            var type = (ParameterizedType) field.getGenericType();
            var value = (Class<?>) type.getActualTypeArguments()[0];
            assertThat(option.name()).isEqualTo(field.getName());
            return String.join(" ", option.name(), LEVELS.get(option.level()), value.getSimpleName());
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }
}

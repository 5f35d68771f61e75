package jackfield.cli.demo.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class JsonWriterTest {
    @Test
    void writesObjectsAndArrays() {
        String text = new JsonWriter()
                .object()
                .field("a", 1)
                .array("b")
                .value("x")
                .number(2)
                .end()
                .array("c")
                .end()
                .end()
                .toString();

        assertThat(text).isEqualTo("""
                {
                  "a": 1,
                  "b": [
                    "x",
                    2
                  ],
                  "c": []
                }""");
    }

    @Test
    void escapesWhatJsonOrAsciiCannotHold() {
        assertThat(new JsonWriter().value("\"\\\n待").toString()).isEqualTo("\"\\\"\\\\\\u000a\\u5f85\"");
    }

    @Test
    void refusesADocumentThatIsNotComplete() {
        assertThatThrownBy(() -> new JsonWriter().object().toString()).isInstanceOf(IllegalStateException.class);
    }
}

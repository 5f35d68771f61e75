package jackfield.cli.demo.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DisplayWidthTest {
    @Test
    void givesCjkCharactersTwoColumns() {
        assertThat(DisplayWidth.of("recv(5) … 阻塞")).isEqualTo(14);
        assertThat(DisplayWidth.of("，。")).isEqualTo(4);
        assertThat(DisplayWidth.of("│──►")).isEqualTo(4);
    }

    @Test
    void givesCombiningMarksNone() {
        assertThat(DisplayWidth.of("e\u0301")).isEqualTo(1);
    }

    @Test
    void padsAndCutsByColumns() {
        assertThat(DisplayWidth.padded("等待", 6)).isEqualTo("等待  ");
        assertThat(DisplayWidth.cut("等待", 3)).isEqualTo("等");
        assertThat(DisplayWidth.shortened("abcdef", 4, "…")).isEqualTo("abc…");
        assertThat(DisplayWidth.shortened("abcd", 4, "…")).isEqualTo("abcd");
    }

    @Test
    void breaksParagraphsBetweenWordsAndBetweenCjkCharacters() {
        assertThat(Paragraph.lines("one two three", 8)).isEqualTo(List.of("one two", "three"));
        assertThat(Paragraph.lines("三次握手，四次挥手", 8)).isEqualTo(List.of("三次握", "手，四次", "挥手"));
    }
}

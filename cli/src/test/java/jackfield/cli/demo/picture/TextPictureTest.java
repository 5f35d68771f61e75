package jackfield.cli.demo.picture;

import static jackfield.cli.demo.picture.Side.LEFT;
import static jackfield.cli.demo.picture.Side.RIGHT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jackfield.cli.demo.picture.Packet.Mark;
import jackfield.cli.demo.picture.Packet.News;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextPictureTest {
    private final Told told = new Told();

    @Test
    void putsACallItsStateItsPacketAndWhatThatBringsIntoOneRow() {
        told.at(0);
        told.blocked(LEFT, "connect", "10.0.0.2:7");
        told.state(LEFT, "SYN_SENT", 0);
        long syn = told.sent(LEFT, "S 0:0(0)", News.SYN, 0);
        told.at(10).arrived(RIGHT, syn);
        told.state(RIGHT, "SYN_RCVD", syn);

        assertThat(told.rows())
                .singleElement()
                .asString()
                .satisfies(row -> assertThat(words(row))
                        .isEqualTo("0-10 connect(10.0.0.2:7) ... blocked SYN_SENT | S 0:0(0) win 64240 <...>"
                                + " ---->| SYN_RCVD"));
    }

    @Test
    void namesThePacketThatReleasedACall() {
        told.at(0);
        Call recv = told.blocked(RIGHT, "recv", "1024");
        long text = told.sent(LEFT, "P. 1:6(5) ack 1", News.ACK, 5);
        told.at(10).arrived(RIGHT, text);
        told.ended(recv, "5", text);

        assertThat(told.rows()).hasSize(2);
        assertThat(told.rows().getLast())
                .startsWith("     0-10 ")
                .endsWith("| recv(1024) = 5  <- 5 bytes".replace("| ", ""));
    }

    @Test
    void drawsABarWhileACallIsBlocked() {
        told.at(0).blocked(RIGHT, "accept", "");
        told.at(5).done(LEFT, "socket", "INET", "3");

        assertThat(told.rows().getFirst()).endsWith("accept() ... waiting");
        assertThat(told.rows().getLast()).contains("socket(INET) = 3").endsWith(" :");
    }

    @Test
    void showsWhereAPacketWasLostAndWhy() {
        told.at(0);
        long text = told.sent(LEFT, "P. 1:6(5) ack 1", News.ACK, 5);
        told.lost(LEFT, text, "loss");
        told.at(200).sent(LEFT, "P. 1:6(5) ack 1", News.ACK, 5, Mark.AGAIN);

        assertThat(words(told.rows().getFirst())).isEqualTo("0 | P. 1:6(5) ack 1 ---X lost: loss |");
        assertThat(told.rows().getLast()).contains("P. 1:6(5) ack 1  again ---");
    }

    @Test
    void drawsPacketsThatCrossInTwoPieces() {
        told.at(0);
        long one = told.sent(LEFT, "P. 1:6(5) ack 1", News.ACK, 5);
        told.at(4);
        long two = told.sent(RIGHT, "P. 1:3(2) ack 1", News.ACK, 2);
        told.at(10).arrived(RIGHT, one);
        told.at(14).arrived(LEFT, two);

        List<String> rows = told.rows();

        assertThat(rows).hasSize(3);
        assertThat(rows.get(0))
                .startsWith("       0-")
                .contains("P. 1:6(5) ack 1 ")
                .doesNotContain(">|");
        assertThat(rows.get(1)).startsWith("     4-14").contains("|<---");
        assertThat(rows.get(2)).startsWith("      -10").contains(">|");
    }

    @Test
    void drawsTheSecondArrivalOfADuplicate() {
        told.at(0);
        long one = told.sent(LEFT, "P. 1:6(5) ack 1", News.ACK, 5);
        told.at(10).arrived(RIGHT, one);
        told.at(11).arrived(RIGHT, one);

        assertThat(told.rows()).hasSize(2);
        assertThat(told.rows().getLast()).startsWith("      -11").contains("P. 1:6(5) ack 1");
    }

    @Test
    void drawsWhatIsStillOnTheWayAtTheEnd() {
        told.at(0).sent(LEFT, "P. 1:6(5) ack 1", News.ACK, 5);

        assertThat(told.rows())
                .singleElement()
                .asString()
                .startsWith("       0-")
                .doesNotContain(">|");
    }

    @Test
    void keepsTheColumnsOfChineseWordsAligned() {
        told.at(0).blocked(LEFT, "recv", "1024");
        told.at(1).state(LEFT, "CLOSE_WAIT", 0);

        List<String> rows = told.rows(new Style(140, Words.ZH, Glyphs.UNICODE, false));

        assertThat(rows.getFirst()).contains("recv(1024) … 阻塞");
        assertThat(rows)
                .allSatisfy(row -> assertThat(DisplayWidth.of(row.substring(0, row.indexOf('│'))))
                        .isEqualTo(DisplayWidth.of(
                                rows.getFirst().substring(0, rows.getFirst().indexOf('│')))));
    }

    @Test
    void breaksACallThatIsTooLongBeforeItsResult() {
        told.at(0).done(RIGHT, "recvFrom", "1024, 10.0.0.1:40712", "(1000, 10.0.0.1:40712)");

        assertThat(told.rows()).hasSize(2);
        assertThat(told.rows().getLast().strip()).endsWith("  = (1000, 10.0.0.1:40712)");
    }

    @Test
    void fitsItsWidth() {
        told.at(0).blocked(LEFT, "connect", "10.0.0.2:7");
        long syn = told.sent(LEFT, "S 0:0(0)", News.SYN, 0);
        Call accept = told.blocked(RIGHT, "accept", "");
        told.at(10).arrived(RIGHT, syn);
        told.ended(accept, "(4, 10.0.0.1:40712)", syn);

        for (int width = Style.minWidth(); width < 200; width++) {
            int columns = width;
            assertThat(told.rows(new Style(width, Words.EN, Glyphs.ASCII, false)))
                    .allSatisfy(row -> assertThat(row.length()).isLessThanOrEqualTo(columns));
        }
    }

    @Test
    void showsMoreOfTheOptionsWhereThereIsRoom() {
        told.at(0).sent(LEFT, "S 0:0(0)", News.SYN, 0);

        assertThat(told.rows(new Style(180, Words.EN, Glyphs.ASCII, false)))
                .singleElement()
                .asString()
                .contains("S 0:0(0) win 64240 <mss 1460,sackOK,wscale 7> ");
    }

    @Test
    void refusesAWidthThatIsTooNarrow() {
        assertThatThrownBy(() -> new Style(Style.minWidth() - 1, Words.EN, Glyphs.ASCII, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a picture needs 100 columns, not 99");
    }

    @Test
    void coloursNothingUnlessAsked() {
        told.at(0).blocked(LEFT, "recv", "1024");

        assertThat(told.rows().getFirst()).doesNotContain("\u001B");
        assertThat(told.rows(new Style(140, Words.EN, Glyphs.ASCII, true)).getFirst())
                .contains("\u001B[33m ... blocked\u001B[0m");
    }

    /** {@return the row with every run of spaces and of arrow shaft made short} */
    private static String words(String row) {
        return row.strip().replaceAll(" +", " ").replaceAll("-{4,}", "----").replaceAll("----X", "---X");
    }
}

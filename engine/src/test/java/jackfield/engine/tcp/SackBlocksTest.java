package jackfield.engine.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SackBlocksTest {
    private final SackBlocks blocks = new SackBlocks();

    @Test
    void tellsTheNewestFirstThenTheMostRecentlyTold() {
        blocks.add(-20, -10);
        blocks.add(30, 40);
        blocks.add(50, 60);
        blocks.add(35, 45);

        assertThat(blocks.edges(3)).containsExactly(30, 45, 50, 60, -20, -10);
        assertThat(blocks.edges(2)).containsExactly(30, 45, 50, 60);
        assertThat(blocks.highest()).isEqualTo(60);
    }

    @Test
    void oneThatClosesTheGapJoinsBothSides() {
        blocks.add(10, 20);
        blocks.add(30, 40);
        blocks.add(50, 60);

        blocks.add(20, 30);

        assertThat(blocks.edges(4)).containsExactly(10, 40, 50, 60);
    }

    @Test
    void aFifthPushesTheOldestOut() {
        for (int i = 1; i <= 5; i++) {
            blocks.add(100 * i, 100 * i + 10);
        }

        assertThat(blocks.edges(9)).containsExactly(500, 510, 400, 410, 300, 310, 200, 210);
    }

    @Test
    void aDuplicateStandsFirstAndIsToldOnce() {
        blocks.reportDuplicates(true);
        blocks.add(100, 110);
        blocks.duplicate(3, 7);
        blocks.duplicateMore(7, 9);
        blocks.duplicateMore(20, 30);

        assertThat(blocks.edges(4)).containsExactly(3, 9, 100, 110);
        blocks.forgetDuplicate();
        assertThat(blocks.edges(4)).containsExactly(100, 110);
    }

    @Test
    void whatIsReachedIsNoLongerTold() {
        blocks.add(100, 110);
        blocks.add(200, 210);

        blocks.advanceTo(110);

        assertThat(blocks.edges(4)).containsExactly(200, 210);
        blocks.clear();
        assertThat(blocks.edges(4)).isEmpty();
    }
}

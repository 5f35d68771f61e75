package jackfield.engine.tcp;

import static jackfield.wire.SequenceNumber.distance;
import static jackfield.wire.SequenceNumber.isBefore;

/**
 * Learns by how many segments text overtakes text on this path.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8985#section-6.2">RFC 8985, 6.2, step 3</a>; RFC 4653; Linux's {@code
 *     tcp_check_sack_reordering}
 */
final class Reordering {
    private LossConfig config;
    private int segments;
    private int seen;

    Reordering(LossConfig config) {
        this.config = config;
        segments = config.reordering();
    }

    void configure(LossConfig changed) {
        config = changed;
    }

    /** What begins at {@code low} and was not sent again arrived after what ends at {@code highest}. */
    void onOvertaken(int low, int highest, int segmentBytes) {
        if (!isBefore(low, highest)) {
            return;
        }
        long metric = (distance(low, highest) + segmentBytes - 1L) / segmentBytes;
        if (distance(low, highest) > (long) segments * segmentBytes) {
            segments = (int) Math.min(metric, config.mostReordering());
        }
        seen++;
    }

    /** More duplicates came than one missing segment explains. */
    void onDuplicates(int metric) {
        segments = Math.min(metric, config.mostReordering());
        seen++;
    }

    /** A time-out after many duplicates: the degree was thought too high. */
    void onTimeout(int sackedOut) {
        if (sackedOut >= config.reordering()) {
            segments = Math.min(segments, config.reordering());
        }
    }

    /** {@return segments by which text overtakes: tcpi_reordering} */
    int segments() {
        return segments;
    }

    /** {@return whether it is more than is usual} */
    boolean isLarge() {
        return segments > config.reordering();
    }

    /** {@return how often it was seen: tcpi_reord_seen} */
    int seen() {
        return seen;
    }
}

package jackfield.engine.tcp;

import org.jspecify.annotations.Nullable;

/**
 * The ranges that are believed to be on their way, in the order in which they were last sent.
 *
 * <pre>
 *   oldest ... last one sent before the newest delivered | sent after it ... newest
 * </pre>
 *
 * <p>So that finding losses by time looks only at what it marks: the first kind waits, oldest first, and its end is
 * kept, which moves forward only. All operations take constant time.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8985#section-6.2">RFC 8985, 6.2, step 5</a>; Linux's
 *     {@code tsorted_sent_queue}
 */
final class SentOrder {
    private @Nullable SentRange oldest;
    private @Nullable SentRange newest;
    /** The last range known to have been sent before the newest one delivered; null if there is none. */
    private @Nullable SentRange overtaken;

    /** {@code range} was sent, for the first time or again. */
    void append(SentRange range) {
        remove(range);
        range.earlier = newest;
        if (newest == null) {
            oldest = range;
        } else {
            newest.later = range;
        }
        newest = range;
        range.isInOrder = true;
    }

    /** {@code range}, sent before all others, is on its way after all. */
    void prepend(SentRange range) {
        remove(range);
        range.later = oldest;
        if (oldest == null) {
            newest = range;
        } else {
            oldest.earlier = range;
        }
        oldest = range;
        overtaken = null;
        range.isInOrder = true;
    }

    /** {@code part} was cut from the end of {@code range}. */
    void split(SentRange range, SentRange part) {
        if (!range.isInOrder) {
            return;
        }
        SentRange after = range.later;
        part.earlier = range;
        part.later = after;
        range.later = part;
        if (after == null) {
            newest = part;
        } else {
            after.earlier = part;
        }
        part.isInOrder = true;
        if (overtaken == range) {
            overtaken = part;
        }
    }

    /** {@code range} has arrived or is lost; harmless if it is known already. */
    void remove(SentRange range) {
        if (!range.isInOrder) {
            return;
        }
        SentRange before = range.earlier;
        SentRange after = range.later;
        if (before == null) {
            oldest = after;
        } else {
            before.later = after;
        }
        if (after == null) {
            newest = before;
        } else {
            after.earlier = before;
        }
        if (overtaken == range) {
            overtaken = before;
        }
        range.earlier = null;
        range.later = null;
        range.isInOrder = false;
    }

    /** Something sent at {@code sent} that ends at {@code end} was delivered. {@return the last one sent before it} */
    @Nullable
    SentRange overtaken(long sent, int end) {
        SentRange next = overtaken == null ? oldest : overtaken.later;
        while (next != null && next.wasSentBefore(sent, end)) {
            overtaken = next;
            next = next.later;
        }
        return overtaken;
    }

    /** {@return the range sent longest ago; null if none is on its way} */
    @Nullable
    SentRange oldest() {
        return oldest;
    }
}

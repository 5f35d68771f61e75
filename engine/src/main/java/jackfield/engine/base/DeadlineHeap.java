package jackfield.engine.base;

import java.util.Arrays;

/**
 * Keeps the alarms of one engine, earliest first; of equal deadlines the one armed first rings first.
 *
 * <pre>
 *            0              each alarm knows its place, so that
 *        1       2          arming again is O(log n) and makes
 *      3   4   5   6        no object
 * </pre>
 *
 * <p>Deterministic; not thread-safe. Never fails.
 */
public final class DeadlineHeap {
    private Alarm[] heap = new Alarm[16];
    private final Alarm none = new Alarm(now -> {});
    private int size;
    private long orders;

    /** Makes a heap without alarms. */
    public DeadlineHeap() {}

    /** Arms an alarm, or moves it if it is armed already; {@link Deadline#NEVER} disarms it. */
    public void arm(Alarm alarm, long deadline) {
        if (deadline == Deadline.NEVER) {
            disarm(alarm);
            return;
        }
        if (alarm.isArmed() && alarm.deadline == deadline) {
            return;
        }
        alarm.deadline = deadline;
        alarm.order = orders++;
        if (!alarm.isArmed()) {
            if (size == heap.length) {
                heap = Arrays.copyOf(heap, 2 * size);
            }
            place(alarm, size++);
        }
        siftUp(alarm);
        siftDown(alarm);
    }

    /** Takes an alarm out; harmless if it is not armed. */
    public void disarm(Alarm alarm) {
        if (!alarm.isArmed()) {
            return;
        }
        int at = alarm.at;
        alarm.at = -1;
        alarm.deadline = Deadline.NEVER;
        Alarm last = heap[--size];
        heap[size] = none;
        if (at < size) {
            place(last, at);
            siftUp(last);
            siftDown(last);
        }
    }

    /** Rings what is due; an alarm armed meanwhile rings at the next call at the earliest. */
    public void ringDue(long now) {
        long mark = orders;
        while (size > 0 && heap[0].deadline <= now && heap[0].order < mark) {
            Alarm alarm = heap[0];
            disarm(alarm);
            alarm.due.onDue(now);
        }
    }

    /** {@return the earliest deadline; {@link Deadline#NEVER} if nothing is armed} */
    public long next() {
        return size == 0 ? Deadline.NEVER : heap[0].deadline;
    }

    /** {@return how many alarms are armed} */
    public int size() {
        return size;
    }

    private void siftUp(Alarm alarm) {
        int at = alarm.at;
        while (at > 0 && isEarlier(alarm, heap[at - 1 >>> 1])) {
            place(heap[at - 1 >>> 1], at);
            at = at - 1 >>> 1;
        }
        place(alarm, at);
    }

    private void siftDown(Alarm alarm) {
        int at = alarm.at;
        while (2 * at + 1 < size) {
            int child = 2 * at + 1;
            if (child + 1 < size && isEarlier(heap[child + 1], heap[child])) {
                child++;
            }
            if (!isEarlier(heap[child], alarm)) {
                break;
            }
            place(heap[child], at);
            at = child;
        }
        place(alarm, at);
    }

    private void place(Alarm alarm, int at) {
        heap[at] = alarm;
        alarm.at = at;
    }

    private static boolean isEarlier(Alarm a, Alarm b) {
        return a.deadline < b.deadline || a.deadline == b.deadline && a.order < b.order;
    }
}

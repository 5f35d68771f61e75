package jackfield.cli.demo.picture;

import jackfield.cli.demo.picture.Event.PacketLeft;
import jackfield.cli.demo.picture.Event.PacketLost;
import jackfield.cli.demo.picture.Row.Wire;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Weaves what happened at two hosts into rows, each as soon as it is known.
 *
 * <p>Each host's steps keep their order from top to bottom. A packet is one row wherever that is possible: where its
 * sending and its arrival can stand side by side and nothing else is out of order. Where two packets cross on the way
 * it is not, and the one that was sent first is drawn in two pieces. Not thread-safe.
 */
final class Weaver {
    private final Consumer<Row> rows;
    private final Map<Long, Packet> packets = new HashMap<>();
    private final Map<Long, String> mishaps = new HashMap<>();
    /** Packets whose beginning has been drawn: if they arrive (again), that is a row of its own. */
    private final Set<Long> begun = new HashSet<>();

    private final Map<Side, Moment> moments = new EnumMap<>(Side.class);
    private final Map<Side, ArrayDeque<Step>> queues = new EnumMap<>(Side.class);
    private long steps;
    private long now = Long.MIN_VALUE;

    /** A weaver that hands its rows to {@code rows}. */
    Weaver(Consumer<Row> rows) {
        this.rows = rows;
        for (Side side : Side.values()) {
            moments.put(side, new Moment(side, packets, () -> steps++));
            queues.put(side, new ArrayDeque<>());
        }
    }

    /** Learns of the next event. */
    void on(Event event) {
        if (event.nanos() > now) {
            turn();
            now = event.nanos();
        }
        if (event instanceof PacketLeft left) {
            packets.put(left.packet().number(), left.packet());
        }
        moment(event.side()).add(event);
        if (event instanceof PacketLost lost) {
            mishaps.put(lost.packet(), lost.why());
        }
    }

    /** Nothing more will happen. */
    void end() {
        turn();
        for (ArrayDeque<Step> queue : queues.values()) {
            for (Step step = queue.poll(); step != null; step = queue.poll()) {
                emit(step, step.packet == null ? Wire.NONE : step.sends ? Wire.LEAVES : Wire.ARRIVES);
                weave();
            }
        }
    }

    /** The moment is over. */
    private void turn() {
        for (Side side : Side.values()) {
            queue(side).addAll(moment(side).take());
        }
        weave();
    }

    private void weave() {
        while (true) {
            Step left = queue(Side.LEFT).peek();
            Step right = queue(Side.RIGHT).peek();
            Step alone = earlier(ifAlone(left), ifAlone(right));
            if (alone != null) {
                queue(alone.side).remove();
                emit(alone, wireAlone(alone));
            } else if (left == null || right == null) {
                return;
            } else if (left.number() == right.number() && left.sends != right.sends) {
                queue(Side.LEFT).remove();
                queue(Side.RIGHT).remove();
                markBegun(left);
                rows.accept(new Row(left, right, Wire.WHOLE));
            } else {
                Step first = earlier(left.sends ? left : null, right.sends ? right : null);
                if (first == null) {
                    throw new AssertionError(
                            "packets arrive that were never sent: " + left.number() + ", " + right.number());
                }
                queue(first.side).remove();
                emit(first, Wire.LEAVES);
            }
        }
    }

    private static @Nullable Step earlier(@Nullable Step a, @Nullable Step b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return b.nanos < a.nanos || (b.nanos == a.nanos && b.order < a.order) ? b : a;
    }

    /** {@return the step, if it needs none at the other side} */
    private @Nullable Step ifAlone(@Nullable Step step) {
        boolean isAlone = step != null
                && (step.packet == null
                        || (step.sends && mishaps.containsKey(step.packet.number()))
                        || (!step.sends && begun.contains(step.packet.number())));
        return isAlone ? step : null;
    }

    private static Wire wireAlone(Step step) {
        if (step.packet == null) {
            return Wire.NONE;
        }
        return step.sends ? Wire.LOST : Wire.ARRIVES;
    }

    private void emit(Step step, Wire wire) {
        if (step.packet != null && wire == Wire.LOST) {
            step.mishap = mishaps.getOrDefault(step.packet.number(), "");
        }
        markBegun(step);
        rows.accept(step.side == Side.LEFT ? new Row(step, null, wire) : new Row(null, step, wire));
    }

    private void markBegun(Step step) {
        if (step.packet != null) {
            begun.add(step.packet.number());
        }
    }

    private Moment moment(Side side) {
        return Objects.requireNonNull(moments.get(side));
    }

    private ArrayDeque<Step> queue(Side side) {
        return Objects.requireNonNull(queues.get(side));
    }
}

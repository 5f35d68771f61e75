package jackfield.sim;

import java.util.Arrays;

/**
 * Takes frames through the weather of one direction: one goes in, none, one or several come out, later.
 *
 * <pre>
 *   frame -> lost? marked? duplicated? -> for each copy: queue full? marked? corrupted? -> arrives at a time
 * </pre>
 *
 * <p>Used in virtual time by a world's links and in real time by {@link WeatherLink}. Not thread-safe.
 */
final class Passage {
    /** Hears what becomes of a frame, in this order; every frame ends in {@link #dropped} or {@link #arrives}. */
    interface Told {
        void dropped(long id, String why);

        void marked(long id);

        void duplicated(long id, String why);

        void corrupted(long id, long bit);

        void reordered(long id);

        /** The frame, not to be changed, is at the other end at {@code nanos}, which may be now. */
        void arrives(long id, long nanos, byte[] frame);
    }

    private final Netem netem;
    private final Told told;

    Passage(Netem netem, Told told) {
        this.netem = netem;
        this.told = told;
    }

    /**
     * Takes the frame for which {@link Netem#drawPacket} was called through the weather.
     *
     * @param extraNanos what a rule delays it by, beside the weather
     * @param twice whether a rule wants a copy of it, beside the weather
     */
    void pass(long now, long id, byte[] frame, long extraNanos, boolean twice) {
        boolean isToBeMarked = netem.lost() && netem.marksInsteadOfLoss();
        byte[] first = isToBeMarked ? CongestionMark.of(frame) : frame;
        boolean isMarked = !Arrays.equals(first, frame);
        if (isMarked) {
            told.marked(id);
        }
        if (netem.lost() && !isMarked) {
            // As in netem, the loss takes one of the two if the packet is duplicated as well.
            told.dropped(id, "loss");
        } else {
            depart(now, id, first, extraNanos);
        }
        if (netem.duplicated()) {
            told.duplicated(id, "duplicate");
            netem.drawCopy();
            depart(now, id, frame, extraNanos);
        }
        if (twice) {
            netem.drawCopy();
            depart(now, id, frame, extraNanos);
        }
    }

    private void depart(long now, long id, byte[] sent, long extraNanos) {
        byte[] frame = sent;
        long departure = netem.departure(now, frame.length);
        if (departure == Netem.FULL) {
            told.dropped(id, "limit");
            return;
        }
        long bit = netem.corruptedBit(frame.length);
        if (netem.congested()) {
            frame = CongestionMark.of(sent);
            if (!Arrays.equals(frame, sent)) {
                told.marked(id);
            }
        }
        if (bit >= 0) {
            frame = flipped(frame, bit);
            told.corrupted(id, bit);
        }
        if (netem.reordered()) {
            told.reordered(id);
        }
        told.arrives(id, departure + extraNanos, frame);
    }

    private static byte[] flipped(byte[] frame, long bit) {
        byte[] copy = frame.clone();
        copy[(int) (bit >>> 3)] ^= (byte) (1 << (bit & 7));
        return copy;
    }
}

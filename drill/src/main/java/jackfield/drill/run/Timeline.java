package jackfield.drill.run;

import jackfield.drill.call.ScriptProcess;
import jackfield.drill.packet.Live;
import jackfield.drill.subject.Sent;
import jackfield.drill.subject.Subject;
import jackfield.engine.base.Deadline;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/**
 * Lets a subject's time go on, takes the packets that come out meanwhile, and tries again the call that blocks.
 *
 * <p>Times are nanoseconds since the script began.
 */
final class Timeline {
    private final Subject subject;
    private final ScriptProcess process;
    private final Transcript transcript;
    private final Queue<Live> out = new ArrayDeque<>();
    private final long start;

    Timeline(Subject subject, ScriptProcess process, Transcript transcript) {
        this.subject = subject;
        this.process = process;
        this.transcript = transcript;
        start = subject.now();
    }

    /** The call that blocks, if there is one. */
    interface Blocked {
        /** Tries it again. */
        void retry();

        /** {@return when it gives up, on the subject's clock} */
        long deadline();
    }

    long now() {
        return subject.now() - start;
    }

    long scriptTime(long subjectNanos) {
        return subjectNanos - start;
    }

    /** Something was done: takes what came of it. */
    void settle(Blocked blocked) {
        collect();
        process.look();
        blocked.retry();
        collect();
    }

    /** Lets time go on until {@code until}. */
    void runUntil(long until, Blocked blocked) {
        while (now() < until) {
            advance(start + until, blocked);
        }
    }

    /** Lets time go on until the next thing that happens. {@return false if nothing ever will} */
    boolean step(Blocked blocked) {
        return advance(Deadline.NEVER, blocked);
    }

    private boolean advance(long until, Blocked blocked) {
        boolean goesOn = subject.advance(Math.min(until, blocked.deadline()));
        settle(blocked);
        return goesOn;
    }

    /**
     * {@return the next packet that came out, waited for some time longer than {@code latest}; empty if none comes}
     *
     * @param latest empty if it may come at any time
     */
    Optional<Live> next(Optional<Long> latest, Blocked blocked) {
        long limit = latest.map(time -> Math.max(time, now()) + subject.graceNanos())
                .orElse(now() + subject.patienceNanos());
        settle(blocked);
        while (out.isEmpty() && now() < limit) {
            advance(start + limit, blocked);
        }
        return Optional.ofNullable(out.poll());
    }

    private void collect() {
        for (Sent sent = subject.poll(); sent != null; sent = subject.poll()) {
            transcript.packet(scriptTime(sent.nanos()), false, sent.bytes());
            Live.of(sent).filter(live -> !live.isHousekeeping()).ifPresent(out::add);
        }
    }

    /** {@return packets that came out and that no step has asked for} */
    Queue<Live> leftOver() {
        return out;
    }
}

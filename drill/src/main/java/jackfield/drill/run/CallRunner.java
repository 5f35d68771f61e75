package jackfield.drill.run;

import jackfield.drill.call.Call;
import jackfield.drill.call.Outcome;
import jackfield.drill.call.ScriptProcess;
import jackfield.drill.call.SystemCalls;
import jackfield.drill.script.Event.SyscallEvent;
import jackfield.drill.script.ExpressionPrinter;
import jackfield.drill.script.Step;
import jackfield.drill.script.Symbols;
import jackfield.drill.script.Time;
import jackfield.drill.setting.UnknownConstruct;
import jackfield.drill.subject.Subject;
import jackfield.engine.base.Deadline;
import jackfield.engine.base.Errno;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Runs system calls and checks their results; one of them may block while the script goes on.
 *
 * <p>A call written without an end that has to wait lets time go on until it returns, as the real one would stop the
 * script.
 */
final class CallRunner implements Timeline.Blocked {
    private final Subject subject;
    private final SystemCalls calls;
    private final Clock clock;
    private final Timeline timeline;
    private final Transcript transcript;

    /** The call that blocks; null if none does. */
    private @Nullable Pending pending;

    private record Pending(Step step, SyscallEvent event, Call call, Optional<Clock.Span> end, long deadline) {}

    CallRunner(Subject subject, ScriptProcess process, Clock clock, Timeline timeline, Transcript transcript) {
        this.subject = subject;
        this.clock = clock;
        this.timeline = timeline;
        this.transcript = transcript;
        calls = new SystemCalls(process);
    }

    /** Begins a call that is due now, and ends it unless it blocks and the script lets it. */
    void perform(Step step, SyscallEvent event) {
        Optional<Clock.Span> end = event.end().map(this::end);
        Call call;
        Outcome outcome;
        subject.backend().gate().enter();
        try {
            call = calls.begin(event, subject.now());
            outcome = call.attempt(subject.now());
        } finally {
            subject.backend().gate().leave();
        }
        switch (outcome) {
            case Outcome.Done done -> {
                check(step, event, done);
                end.ifPresent(span -> inTime(step, event, span));
            }
            case Outcome.Blocks blocks -> {
                pending = new Pending(step, event, call, end, blocks.deadline());
                transcript.add(timeline.now(), step.line(), Entry.Kind.BLOCKS, name(event));
                if (end.isEmpty()) {
                    awaitIdle(step);
                }
            }
        }
        timeline.settle(this);
    }

    /** The end of a call is reckoned from the same moment as its start. */
    private Clock.Span end(Time time) {
        return clock.endSpan(time).orElseThrow(() -> new UnknownConstruct("the end of a call at any time"));
    }

    @Override
    public void retry() {
        Pending blocked = pending;
        if (blocked == null) {
            return;
        }
        Outcome outcome;
        subject.backend().gate().enter();
        try {
            outcome = blocked.call().attempt(subject.now());
        } finally {
            subject.backend().gate().leave();
        }
        switch (outcome) {
            case Outcome.Done done -> {
                pending = null;
                check(blocked.step(), blocked.event(), done);
                blocked.end().ifPresent(span -> inTime(blocked.step(), blocked.event(), span));
            }
            case Outcome.Blocks blocks ->
                pending =
                        new Pending(blocked.step(), blocked.event(), blocked.call(), blocked.end(), blocks.deadline());
        }
    }

    @Override
    public long deadline() {
        Pending blocked = pending;
        return blocked == null ? Deadline.NEVER : blocked.deadline();
    }

    /** Waits until no call blocks, as the next one would have to. */
    void awaitIdle(Step next) {
        long began = timeline.now();
        while (true) {
            Pending blocked = pending;
            if (blocked == null) {
                return;
            }
            long latest = blocked.end()
                    .map(span -> span.to() + clock.tolerance(span.to()))
                    .orElse(began + subject.patienceNanos());
            if (timeline.now() > latest || !timeline.step(this)) {
                transcript.wrong(timeline.now(), blocked.step().line(), Entry.Kind.BLOCKS, name(blocked.event()));
                pending = null;
                throw new StepFailure(
                        blocked.step().line(),
                        next.line() == blocked.step().line()
                                ? "the call blocks and never returns"
                                : "the call still blocks at line " + next.line(),
                        name(blocked.event()) + " = " + expected(blocked.event()),
                        name(blocked.event()) + " ...");
            }
        }
    }

    private void inTime(Step step, SyscallEvent event, Clock.Span span) {
        clock.lateness(span, timeline.now()).ifPresent(late -> {
            throw new StepFailure(step.line(), name(event) + " did not return in time: " + late, "", "");
        });
    }

    private void check(Step step, SyscallEvent event, Outcome.Done done) {
        String actual = name(event) + " = " + result(done.value());
        boolean isRight = isExpected(event, done.value());
        if (isRight && done.wrong().isEmpty()) {
            transcript.add(timeline.now(), step.line(), Entry.Kind.CALL, actual);
            return;
        }
        transcript.wrong(timeline.now(), step.line(), Entry.Kind.CALL, actual);
        String reason = isRight
                ? String.join("; ", done.wrong())
                : "the call answers " + result(done.value()) + " instead of " + expected(event);
        throw new StepFailure(step.line(), reason, name(event) + " = " + expected(event), actual);
    }

    private static boolean isExpected(SyscallEvent event, long value) {
        OptionalLong wanted = wanted(event);
        return wanted.isEmpty() || wanted.getAsLong() == value;
    }

    /** {@return the result, or -errno; empty if the script leaves it open} */
    private static OptionalLong wanted(SyscallEvent event) {
        if (!event.errno().isEmpty()) {
            long errno = Symbols.value(event.errno()).orElseThrow(() -> new UnknownConstruct("error " + event.errno()));
            return OptionalLong.of(-errno);
        }
        return SystemCalls.result(event.result());
    }

    private static String expected(SyscallEvent event) {
        OptionalLong wanted = wanted(event);
        return wanted.isEmpty() ? "..." : result(wanted.getAsLong());
    }

    private static String result(long value) {
        if (value >= 0) {
            return String.valueOf(value);
        }
        String symbol = Symbols.errorName((int) -value);
        Errno known = Errno.of((int) value);
        return "-1 " + symbol + (known.name().equals(symbol) ? " (" + known.text() + ")" : "");
    }

    /** {@return the call as the script writes it, without its time and its result} */
    private static String name(SyscallEvent event) {
        var text = new StringBuilder(event.name()).append('(');
        for (int i = 0; i < event.arguments().size(); i++) {
            text.append(i == 0 ? "" : ", ")
                    .append(ExpressionPrinter.text(event.arguments().get(i)));
        }
        return text.append(')').toString();
    }
}

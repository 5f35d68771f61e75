package jackfield.drill.run;

import jackfield.drill.call.ScriptProcess;
import jackfield.drill.packet.Flow;
import jackfield.drill.packet.Flows;
import jackfield.drill.packet.Live;
import jackfield.drill.packet.MatchRules;
import jackfield.drill.packet.Matcher;
import jackfield.drill.packet.Notation;
import jackfield.drill.packet.PacketBuilder;
import jackfield.drill.script.Event;
import jackfield.drill.script.Event.PacketEvent;
import jackfield.drill.script.IpFields;
import jackfield.drill.script.Packet.IcmpPacket;
import jackfield.drill.script.Packet.TcpPacket;
import jackfield.drill.script.PacketPrinter;
import jackfield.drill.script.Script;
import jackfield.drill.script.Step;
import jackfield.drill.setting.Setup;
import jackfield.drill.setting.SetupReader;
import jackfield.drill.setting.Shell;
import jackfield.drill.setting.ShellFailure;
import jackfield.drill.setting.UnknownConstruct;
import jackfield.drill.subject.Subject;
import jackfield.wire.TcpFlags;
import java.util.List;
import java.util.Optional;

/**
 * Runs one script against one subject, step after step.
 *
 * <pre>
 *   &lt; packet     when it is due: let in
 *   > packet     the next packet that comes out must be this one, in time
 *   call         when it is due: done; one that blocks goes on beside the steps until its end
 *   %{ }%, ` `   when due
 * </pre>
 *
 * <p>Used for one run.
 */
final class Interpreter {
    private final Setup setup;
    private final Subject subject;
    private final Flows flows;
    private final Clock clock;
    private final Timeline timeline;
    private final CallRunner calls;
    private final ScriptProcess process;
    private final Matcher matcher;
    private final PacketBuilder builder = new PacketBuilder();
    private final Transcript transcript = new Transcript();
    private final CodeRunner code;
    private final Shell shell;

    /** Whether no step but commands has been: what those set was settled before. */
    private boolean isLeading = true;

    Interpreter(Setup setup, Subject subject, CodeRunner code, Shell shell) {
        this.shell = shell;
        this.setup = setup;
        this.subject = subject;
        this.code = code;
        flows = new Flows(
                setup.addresses().local(),
                setup.addresses().remote(),
                setup.addresses().bindPort());
        clock = new Clock(setup.toleranceMicros(), setup.tolerancePercent());
        process = new ScriptProcess(subject, setup.family(), setup.addresses(), flows, setup.toleranceMicros() * 1000);
        timeline = new Timeline(subject, process, transcript);
        calls = new CallRunner(subject, process, clock, timeline, transcript);
        matcher = new Matcher(new MatchRules(setup.timestampTickMicros(), setup.toleranceMicros()));
    }

    /** Runs all steps. {@return what came of it} */
    ScriptResult run(Script script) {
        Verdict verdict = new Verdict.Passed();
        for (Step step : script.steps()) {
            verdict = perform(step);
            if (!(verdict instanceof Verdict.Passed)) {
                break;
            }
        }
        if (verdict instanceof Verdict.Passed && !script.steps().isEmpty()) {
            verdict = finish(script.steps().getLast());
        }
        process.closeAll();
        return new ScriptResult(
                script.file(), setup.family(), verdict, transcript.entries(), transcript.packets(), timeline.now());
    }

    private Verdict perform(Step step) {
        try {
            switch (step.event()) {
                case PacketEvent packet when packet.direction() == Event.Direction.INBOUND -> letIn(step, packet);
                case PacketEvent packet -> expect(step, packet);
                case Event.SyscallEvent call -> {
                    calls.awaitIdle(step);
                    await(step);
                    calls.perform(step, call);
                }
                case Event.CodeEvent python -> {
                    await(step);
                    String printed = code.run(python, process);
                    transcript.add(
                            timeline.now(),
                            step.line(),
                            Entry.Kind.OTHER,
                            "%{ " + python.code().strip() + " }%" + (printed.isEmpty() ? "" : " " + printed.strip()));
                }
                case Event.CommandEvent command -> {
                    await(step);
                    transcript.add(timeline.now(), step.line(), Entry.Kind.OTHER, "`" + command.command() + "`");
                    if (!isLeading) {
                        SetupReader.effects(command.command(), shell).forEach(subject::configure);
                    }
                }
                case Event.UnknownEvent unknown -> throw new UnknownConstruct(unknown.construct());
            }
            isLeading &= step.event() instanceof Event.CommandEvent;
            return new Verdict.Passed();
        } catch (StepFailure failure) {
            return failed(step, failure);
        } catch (ShellFailure failure) {
            return new Verdict.Failed(step.line(), step.text(), String.valueOf(failure.getMessage()), "", "");
        } catch (UnknownConstruct unknown) {
            return new Verdict.Skipped(unknown.reason() + " (line " + step.line() + ")");
        }
    }

    private Verdict finish(Step last) {
        try {
            calls.awaitIdle(last);
            return new Verdict.Passed();
        } catch (StepFailure failure) {
            return failed(last, failure);
        }
    }

    private static Verdict failed(Step step, StepFailure failure) {
        int line = failure.line() == 0 ? step.line() : failure.line();
        return new Verdict.Failed(
                line, step.text(), String.valueOf(failure.getMessage()), failure.expected(), failure.actual());
    }

    /** Lets time go on until the step is due. */
    private void await(Step step) {
        Optional<Clock.Span> span = clock.span(step.start());
        span.ifPresent(due -> timeline.runUntil(due.from(), calls));
        clock.onStep(step.start(), timeline.now());
    }

    private void letIn(Step step, PacketEvent packet) {
        await(step);
        Flow flow = inboundFlow(packet);
        if (packet.packet() instanceof TcpPacket tcp && (tcp.flags() & (TcpFlags.SYN | TcpFlags.ACK)) == TcpFlags.SYN) {
            flow.onOpening();
        }
        byte[] bytes = builder.build(packet, flow);
        transcript.add(timeline.now(), step.line(), Entry.Kind.IN, PacketPrinter.text(packet));
        transcript.packet(timeline.now(), true, bytes);
        subject.inject(bytes);
        timeline.settle(calls);
    }

    private Flow inboundFlow(PacketEvent event) {
        Flow current = flows.current();
        if (event.packet() instanceof IcmpPacket && current != null) {
            return current;
        }
        int protocol = PacketBuilder.protocol(event.packet(), setup.family().hasIpv6Packets());
        return switch (event.packet()) {
            case TcpPacket tcp -> flows.inbound(protocol, tcp.ports());
            case jackfield.drill.script.Packet.UdpPacket udp -> flows.inbound(protocol, udp.ports());
            default -> flows.inbound(protocol, Optional.empty());
        };
    }

    private void expect(Step step, PacketEvent expected) {
        Optional<Clock.Span> span = clock.span(step.start());
        Live live = timeline.next(span.map(due -> due.to() + clock.tolerance(due.to())), calls)
                .orElseThrow(() -> missing(step, expected, span));
        long happened = timeline.scriptTime(live.sent().nanos());
        Flow flow = flow(live);
        IpFields asked = expected.ip();
        List<String> differences = matcher.differences(expected, live, flow);
        Optional<String> lateness = span.flatMap(due -> clock.lateness(due, happened));
        String actual = Notation.of(live, flow, asked);
        if (!isExpectedFlow(expected, flow)) {
            fail(step, happened, "a packet of another connection", expected, actual);
        }
        if (!differences.isEmpty()) {
            String when = lateness.map(late -> "; " + late).orElse("");
            fail(step, happened, String.join("; ", differences) + when, expected, actual);
        }
        lateness.ifPresent(late -> fail(step, happened, "not in time: " + late, expected, actual));
        if (live.transport() instanceof Live.Tcp tcp) {
            flow.onSegment(tcp.segment().seq(), tcp.segment().options().tsVal());
        }
        transcript.add(happened, step.line(), Entry.Kind.OUT, actual);
        clock.onStep(step.start(), happened);
    }

    private void fail(Step step, long happened, String reason, PacketEvent expected, String actual) {
        transcript.wrong(happened, step.line(), Entry.Kind.OUT, actual);
        throw new StepFailure(0, reason, PacketPrinter.text(expected), actual);
    }

    private StepFailure missing(Step step, PacketEvent expected, Optional<Clock.Span> span) {
        transcript.wrong(timeline.now(), step.line(), Entry.Kind.OUT, "(nothing)");
        String due = span.map(s -> ", due at " + Clock.seconds(s.to())).orElse("");
        return new StepFailure(0, "no packet came out" + due, PacketPrinter.text(expected), "");
    }

    private Flow flow(Live live) {
        Flow current = flows.current();
        if (!(live.transport() instanceof Live.Tcp) && !(live.transport() instanceof Live.Udp) && current != null) {
            return current;
        }
        return flows.of(live.ip().protocol(), live.local(), live.remote());
    }

    private boolean isExpectedFlow(PacketEvent expected, Flow flow) {
        return switch (expected.packet()) {
            case TcpPacket tcp ->
                flows.outbound(flow.protocol(), tcp.ports()).map(flow::equals).orElse(true);
            case jackfield.drill.script.Packet.UdpPacket udp ->
                flows.outbound(flow.protocol(), udp.ports()).map(flow::equals).orElse(true);
            default -> true;
        };
    }
}

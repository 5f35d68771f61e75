package jackfield.cli.demo.picture;

import jackfield.cli.demo.picture.Event.CallBegan;
import jackfield.cli.demo.picture.Event.CallEnded;
import jackfield.cli.demo.picture.Event.CallWaits;
import jackfield.cli.demo.picture.Event.PacketArrived;
import jackfield.cli.demo.picture.Event.PacketLeft;
import jackfield.cli.demo.picture.Event.PacketLost;
import jackfield.cli.demo.picture.Event.PacketRefused;
import jackfield.cli.demo.picture.Event.StateEntered;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what happens at one host at one moment into steps.
 *
 * <pre>
 *   a call and what it sends, and the state it leads to                  one step
 *   a packet, the state it leads to, and the call that it releases       one step
 * </pre>
 *
 * <p>Used while the moment lasts; {@link #take} ends it.
 */
final class Moment {
    private final Side side;
    private final Map<Long, Packet> packets;
    private final LongSupplier orders;
    private List<Step> steps = new ArrayList<>();

    /** A host's moments; {@code packets} are those sent so far, by number, {@code orders} counts the steps of both. */
    Moment(Side side, Map<Long, Packet> packets, LongSupplier orders) {
        this.side = side;
        this.packets = packets;
        this.orders = orders;
    }

    /** {@return the steps of the moment that is over, in order} */
    List<Step> take() {
        List<Step> taken = steps;
        steps = new ArrayList<>();
        return taken;
    }

    void add(Event event) {
        switch (event) {
            case CallBegan began -> begin(began);
            case CallWaits waits -> wait(waits);
            case CallEnded ended -> end(ended);
            case StateEntered entered -> enter(entered);
            case PacketLeft left -> leave(left);
            case PacketArrived arrived -> arrive(arrived);
            case PacketRefused refused -> bringing(refused.packet()).ifPresent(step -> step.mishap = refused.why());
            case PacketLost _ -> {}
        }
    }

    private void begin(CallBegan began) {
        Step step = next(began.nanos());
        step.call = began.call();
        step.begins = true;
    }

    private void wait(CallWaits waits) {
        Step step = beginning(waits.call()).orElseGet(() -> next(waits.nanos()));
        step.call = waits.call();
        step.waits = true;
    }

    private void end(CallEnded ended) {
        Step step = beginning(ended.call())
                .filter(begun -> !begun.waits)
                .or(() -> bringing(ended.cause()).filter(bringing -> bringing.call == null))
                .orElseGet(() -> next(ended.nanos()));
        step.call = ended.call();
        step.end = ended;
        step.cause = packets.get(ended.cause());
    }

    private void enter(StateEntered entered) {
        Step step = bringing(entered.cause())
                .or(() -> last().filter(last -> entered.cause() == 0 && last.call != null && last.packet == null))
                .filter(candidate -> candidate.state.isEmpty())
                .orElseGet(() -> next(entered.nanos()));
        step.state = entered.state();
    }

    private void leave(PacketLeft left) {
        Step step =
                last().filter(last -> last.call != null && last.packet == null).orElseGet(() -> next(left.nanos()));
        step.packet = left.packet();
        step.sends = true;
    }

    private void arrive(PacketArrived arrived) {
        next(arrived.nanos()).packet = packets.get(arrived.packet());
    }

    private Step next(long nanos) {
        var step = new Step(side, nanos, orders.getAsLong());
        steps.add(step);
        return step;
    }

    private Optional<Step> last() {
        return steps.isEmpty() ? Optional.empty() : Optional.of(steps.getLast());
    }

    /** {@return the step in which the call begins, if it does in this moment} */
    private Optional<Step> beginning(Call call) {
        return find(step -> step.begins && isOf(step.call, call));
    }

    private static boolean isOf(@Nullable Call one, Call other) {
        return one != null && one.number() == other.number();
    }

    /** {@return the step in which the packet arrives, if it does in this moment} */
    private Optional<Step> bringing(long number) {
        return find(step -> !step.sends && step.packet != null && step.packet.number() == number);
    }

    private Optional<Step> find(Predicate<Step> property) {
        return steps.stream().filter(property).findFirst();
    }
}

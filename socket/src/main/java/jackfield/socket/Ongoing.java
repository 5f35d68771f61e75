package jackfield.socket;

import jackfield.engine.base.Deadline;
import jackfield.engine.base.Errno;
import jackfield.socket.open.Address;
import jackfield.socket.open.Gate;
import jackfield.socket.open.Interest;
import jackfield.socket.open.Linux;
import jackfield.socket.open.Lookout;
import jackfield.socket.open.OpenSocket;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One call on a socket while it lasts: has the engine, waits, is traced, and turns a refusal into an exception.
 *
 * <pre>
 *   enter - try - EAGAIN -> wait - try - ... - end - leave
 *                            | closed meanwhile: EBADF   interrupted: EINTR   patience over: EAGAIN
 * </pre>
 *
 * <p>This is where all blocking of all calls is written, once for both back ends. Used by one thread.
 */
final class Ongoing {
    private final SocketLayer layer;
    private final @Nullable Socket socket;
    private final Gate gate;
    private final String name;
    private final @Nullable CallTrace trace;
    /** Null unless somebody listens. */
    private final CallTrace.@Nullable Call traced;

    private long now;
    /** When patience ends; set by the first wait. */
    private long deadline;

    private boolean hasWaited;
    /** Goes before what the description says; null if the call has none of its own. */
    private @Nullable Patience patience;

    private boolean isQuiet;

    /** An interrupt came that the call does not heed: the status is set again at its end. */
    private boolean wasInterrupted;
    /** Number of the packet that last ended a wait; kept only if somebody listens. */
    private long cause;

    /** Overrides what the back end answered; 0 if nothing does. */
    private int refusal;

    private Ongoing(
            SocketLayer layer, @Nullable Socket socket, String name, @Nullable Object first, @Nullable Object second) {
        this.layer = layer;
        this.socket = socket;
        this.name = name;
        gate = layer.backend().gate();
        trace = layer.callTrace();
        traced = trace == null ? null : layer.call(socket == null ? -1 : socket.fd(), name, text(first, second));
        now = gate.enter();
        if (trace != null && traced != null) {
            started(trace, traced);
        }
    }

    /** A listener that throws must not keep the engine. */
    private void started(CallTrace listener, CallTrace.Call call) {
        boolean isHeard = false;
        try {
            listener.started(call, now);
            isHeard = true;
        } finally {
            if (!isHeard) {
                gate.leave();
            }
        }
    }

    static Ongoing enter(SocketLayer layer, String name, @Nullable Object argument) {
        return new Ongoing(layer, null, name, argument, null);
    }

    static Ongoing enter(Socket socket, String name) {
        return new Ongoing(socket.layer(), socket, name, null, null);
    }

    static Ongoing enter(Socket socket, String name, @Nullable Object argument) {
        return new Ongoing(socket.layer(), socket, name, argument, null);
    }

    /** For the calls of the hot path: the number is boxed only if somebody listens. */
    static Ongoing enter(Socket socket, String name, int length, @Nullable Object second) {
        boolean isHeard = socket.layer().callTrace() != null;
        return new Ongoing(socket.layer(), socket, name, isHeard ? (Object) length : null, second);
    }

    private static String text(@Nullable Object first, @Nullable Object second) {
        if (first == null) {
            return second == null ? "" : AddressText.of(second);
        }
        return second == null ? AddressText.of(first) : AddressText.of(first) + ", " + AddressText.of(second);
    }

    /**
     * Lets the call wait in its own way. {@return this}
     *
     * @param quiet whether {@link Hatch#WOULD_WAIT} is the answer where the call would wait longer, in place of an
     *     exception
     */
    Ongoing with(@Nullable Patience own, boolean quiet) {
        patience = own;
        isQuiet = quiet;
        return this;
    }

    /** {@return how long it may wait to receive: {@link Description#NONE}, nanoseconds, or {@link Deadline#NEVER}} */
    long recvPatience(Description description, int flags) {
        return patience == null ? description.recvPatience(flags) : patience.orNone();
    }

    /** {@return how long it may wait to send or connect} */
    long sendPatience(Description description, int flags) {
        return patience == null ? description.sendPatience(flags) : patience.orNone();
    }

    long now() {
        return now;
    }

    /** {@return whether the descriptor is still open; if not, the call ends with EBADF} */
    boolean isOpen() {
        if (socket != null && socket.isClosed()) {
            refusal = Errno.EBADF.refusal();
            return false;
        }
        return true;
    }

    /**
     * Waits if the back end would have and there is patience left. {@return whether to try again}
     *
     * @param answer the back end's
     * @param events what to wait for
     * @param patienceNanos {@link Description#NONE}, {@link Deadline#NEVER} or between
     */
    boolean waits(int answer, int events, long patienceNanos) {
        if (!Linux.isAgain(answer) || socket == null) {
            return false;
        }
        if (patienceNanos == Description.NONE) {
            return false;
        }
        if (!hasWaited) {
            deadline = Deadline.after(now, patienceNanos);
        }
        Socket waiting = socket;
        return waits(List.of(new Interest(waiting.description().open, events)), () -> !waiting.isClosed(), deadline);
    }

    /** Waits for one of several, see {@link Gate#await}. {@return whether to try again: false if time is over} */
    boolean waits(List<Interest> interests, BooleanSupplier stillWaits, long until) {
        if (now >= until) {
            return false;
        }
        if (!hasWaited && trace != null && traced != null) {
            trace.blocked(traced, now);
        }
        hasWaited = true;
        try {
            now = gate.await(interests, stillWaits, until);
            if (traced != null && socket != null) {
                // The call that is tried again changes the readiness itself: the cause is asked for before.
                cause = socket.description().open.readyCause();
            }
            return true;
        } catch (InterruptedException e) {
            if (patience != null && !patience.heedsInterrupts()) {
                wasInterrupted = true;
                return true;
            }
            Thread.currentThread().interrupt();
            refusal = Errno.EINTR.refusal();
            return false;
        }
    }

    /**
     * Waits at a lookout, without the engine meanwhile. {@return whether to look again: false if time is over}
     *
     * @param until by the lookout's own time
     */
    boolean waits(Lookout<?> lookout, long until) {
        if (lookout.now() >= until) {
            return false;
        }
        if (!hasWaited && trace != null && traced != null) {
            trace.blocked(traced, now);
        }
        hasWaited = true;
        gate.leave();
        try {
            lookout.await(until);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            refusal = Errno.EINTR.refusal();
            return false;
        } finally {
            now = gate.enter();
        }
    }

    /** Waits on one socket until a time, whether the descriptor is open or not. {@return whether to look again} */
    boolean waits(OpenSocket open, int events, long until) {
        return waits(List.of(new Interest(open, events)), () -> true, until);
    }

    /** Forgets the refusal by close or interrupt: the call has something to answer. */
    void forgive() {
        refusal = 0;
    }

    /** Ends a call that cannot fail. */
    void done() {
        if (trace != null && traced != null) {
            trace.returned(traced, "0", Errno.OK, now, 0);
        }
    }

    /** {@return the refusal by close or interrupt, which goes before whatever the back end answered; 0 if none} */
    int refusal() {
        return refusal;
    }

    /** Ends the call with a count or 0, or {@code -errno}. {@return the answer, not negative but for {@link
     * Hatch#WOULD_WAIT}} */
    int end(int answer) throws SocketException {
        return end(answer, null);
    }

    /**
     * Ends the call.
     *
     * @param result what a trace shows for success; null for the number itself
     * @throws SocketException if the answer is negative, or the call was ended by close or interrupt
     */
    int end(int answer, @Nullable Object result) throws SocketException {
        int last = refusal != 0 ? refusal : answer;
        if (trace != null && traced != null) {
            Errno errno = last < 0 ? Errno.of(last) : Errno.OK;
            String text = last < 0 ? "-1 " + errno : result == null ? Integer.toString(last) : result.toString();
            trace.returned(traced, text, errno, now, cause(last));
        }
        if (isQuiet && (Linux.isAgain(last) || Linux.refuses(last, Errno.EINPROGRESS))) {
            return Hatch.WOULD_WAIT;
        }
        if (last < 0) {
            throw new SocketException(Errno.of(last), name, where(last));
        }
        return last;
    }

    /**
     * A call that was released by a packet names it; one that timed out or was ended by close or interrupt does not.
     */
    private long cause(int answer) {
        return refusal == 0 && !Linux.isAgain(answer) ? cause : 0;
    }

    /** Gives the engine back. */
    void leave() {
        gate.leave();
        if (wasInterrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private String where(int answer) {
        if (socket == null) {
            return layer.name();
        }
        Description description = socket.description();
        var text = new StringBuilder("fd ").append(socket.fd()).append(" (");
        text.append(description.family).append(' ').append(description.type);
        // A refusal that non-blocking callers meet all the time stays cheap; of a closed one nothing can be asked.
        if (!Linux.isAgain(answer) && answer != Errno.EBADF.refusal()) {
            appendEnds(text, description);
        }
        return text.append(')').toString();
    }

    private void appendEnds(StringBuilder text, Description description) {
        Address local = description.open.localAddress(now);
        Address remote = description.open.remoteAddress(now);
        if (local != null) {
            text.append(' ').append(AddressText.of(Addresses.toJava(local)));
        }
        if (remote != null) {
            text.append(" -> ").append(AddressText.of(Addresses.toJava(remote)));
        }
        String state = description.open.state(now);
        if (!state.isEmpty()) {
            text.append(' ').append(state);
        }
    }
}

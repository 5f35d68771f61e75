package jackfield.drill.packet;

import jackfield.wire.SockAddr;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One conversation of a script with the subject: how the script's numbers and the live ones belong together.
 *
 * <pre>
 *   live sequence number of the subject  = script's + localOffset, learnt from its SYN
 *   live sequence number of the script   = script's
 *   live TSval of the subject            : remembered for each one that the script gave a number to
 * </pre>
 *
 * <p>Not thread-safe.
 */
public final class Flow {
    private static final int MOST_TIMESTAMPS = 65_536;

    private final int number;
    private final int protocol;
    private final SockAddr local;
    private final SockAddr remote;
    private final Map<Integer, Integer> liveTimestamps = new LinkedHashMap<>();
    private int localOffset;
    private boolean mayLearnOffset = true;
    private boolean knowsTimestamp;
    private int timestampOffset;
    private int lastSequence;
    private int latestTimestamp;

    /**
     * @param number counts the flows of a run from 1
     * @param protocol of IP
     */
    Flow(int number, int protocol, SockAddr local, SockAddr remote) {
        this.number = number;
        this.protocol = protocol;
        this.local = local;
        this.remote = remote;
    }

    /** {@return which of the run's flows this is, from 1} */
    public int number() {
        return number;
    }

    /** {@return the protocol of IP} */
    public int protocol() {
        return protocol;
    }

    /** {@return the subject's end} */
    public SockAddr local() {
        return local;
    }

    /** {@return the script's end} */
    public SockAddr remote() {
        return remote;
    }

    /** A new connection begins on these ends: the next SYN of the subject tells its initial number. */
    public void onOpening() {
        mayLearnOffset = true;
    }

    /** The subject sent a SYN with this number, which the script calls {@code script}. */
    void onLocalSyn(int live, int script) {
        if (mayLearnOffset) {
            localOffset = live - script;
            mayLearnOffset = false;
        }
    }

    /** {@return what the script calls a number of the subject} */
    int scriptOfLocal(int live) {
        return live - localOffset;
    }

    /** {@return the live number of what the script calls so} */
    int liveOfLocal(int script) {
        return script + localOffset;
    }

    /** The subject sent a timestamp that the script calls {@code script}. */
    void onLocalTimestamp(int live, int script) {
        if (!knowsTimestamp) {
            knowsTimestamp = true;
            timestampOffset = live - script;
        }
        if (liveTimestamps.size() < MOST_TIMESTAMPS) {
            liveTimestamps.put(script, live);
        }
    }

    /** {@return what the script would call this timestamp of the subject, counted from the first} */
    int scriptOfTimestamp(int live) {
        return live - timestampOffset;
    }

    /**
     * {@return the live timestamp that the script echoes under its own number}
     *
     * <p>One that no step named is reckoned from the first; while none was named, the latest is meant.
     */
    int liveOfTimestamp(int script) {
        Integer known = liveTimestamps.get(script);
        if (known != null) {
            return known;
        }
        return knowsTimestamp ? script + timestampOffset : latestTimestamp == 0 ? script : latestTimestamp;
    }

    /** The subject sent a segment with options: 0 for no timestamp. */
    public void onSegment(int sequence, int timestamp) {
        lastSequence = sequence;
        latestTimestamp = timestamp;
    }

    /** Whether a timestamp of the subject was named by the script. */
    boolean knowsTimestamp() {
        return knowsTimestamp;
    }

    /** {@return the live number of the latest segment of the subject} */
    int lastSequence() {
        return lastSequence;
    }
}

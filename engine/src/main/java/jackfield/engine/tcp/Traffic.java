package jackfield.engine.tcp;

import static jackfield.wire.SequenceNumber.distance;
import static jackfield.wire.SequenceNumber.isBefore;

import jackfield.wire.TcpFlags;
import jackfield.wire.TcpSegment;

/**
 * Counts what a connection sends and receives, and what it waits for.
 *
 * <p>Holds numbers only; nothing depends on them but {@code TCP_INFO}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4898">RFC 4898</a>, whose variables Linux's counters are
 */
final class Traffic {
    /** What text waits for at one moment. */
    enum Wait {
        NOTHING,
        NETWORK,
        WINDOW,
        BUFFER
    }

    private long segmentsOut;
    private long segmentsIn;
    private long textSegmentsOut;
    private long textSegmentsIn;
    private long bytesAcked;
    private long bytesReceived;
    private long bytesSent;
    private long bytesResent;
    private long lastTextOutNanos;
    private long lastTextInNanos;
    private long lastAckInNanos;
    private long networkNanos;
    private long windowNanos;
    private long bufferNanos;
    private Wait wait = Wait.NOTHING;
    private long sinceNanos;
    private int lastUna;
    private int lastNxt;
    private int mostEnd;
    private boolean isReceiving;

    /** @param firstUna from here on what the peer acknowledges counts: ISS, or ISS + 1 of a passive opener */
    Traffic(int iss, int firstUna) {
        lastUna = firstUna;
        mostEnd = iss + 1;
        // A passive opener exists because of the peer's SYN.
        segmentsIn = firstUna == iss ? 0 : 1;
    }

    /** The handshake is over; the first byte of the peer's text is at {@code seq}. */
    void start(long now, int seq) {
        lastTextOutNanos = now;
        lastTextInNanos = now;
        lastAckInNanos = now;
        lastNxt = seq;
        isReceiving = true;
    }

    void onIn(long now, TcpSegment segment) {
        segmentsIn++;
        if (segment.textLength() > 0) {
            textSegmentsIn++;
            lastTextInNanos = now;
        }
        if (segment.has(TcpFlags.ACK) && segment.length() == 0) {
            lastAckInNanos = now;
        }
    }

    /** {@code segment} leaves, to be cut into segments of {@code segmentBytes}, 0 for one. */
    void onOut(long now, TcpSegment segment, int segmentBytes) {
        int length = segment.textLength();
        int segments = segmentBytes == 0 ? 1 : Math.ceilDiv(length, segmentBytes);
        segmentsOut += segments;
        if (length > 0) {
            textSegmentsOut += segments;
            bytesSent += length;
            lastTextOutNanos = now;
            int end = segment.seq() + length;
            if (isBefore(segment.seq(), mostEnd)) {
                bytesResent += Math.min(length, distance(segment.seq(), mostEnd));
            }
            mostEnd = isBefore(mostEnd, end) ? end : mostEnd;
        }
    }

    /** SND.UNA and RCV.NXT are now these. */
    void onProgress(int sndUna, int rcvNxt) {
        bytesAcked += Math.max(0, distance(lastUna, sndUna));
        lastUna = sndUna;
        if (isReceiving) {
            bytesReceived += Math.max(0, distance(lastNxt, rcvNxt));
            lastNxt = rcvNxt;
        }
    }

    /** From now on text waits for this. */
    void onWait(long now, Wait next) {
        long passed = now - sinceNanos;
        switch (wait) {
            case NOTHING -> {}
            case NETWORK -> networkNanos += passed;
            case WINDOW -> windowNanos += passed;
            case BUFFER -> bufferNanos += passed;
        }
        sinceNanos = now;
        wait = next;
    }

    TrafficSnapshot snapshot() {
        return new TrafficSnapshot(
                segmentsOut,
                segmentsIn,
                textSegmentsOut,
                textSegmentsIn,
                bytesAcked,
                bytesReceived,
                bytesSent,
                bytesResent,
                lastTextOutNanos,
                lastTextInNanos,
                lastAckInNanos,
                networkNanos + windowNanos + bufferNanos,
                windowNanos,
                bufferNanos);
    }
}

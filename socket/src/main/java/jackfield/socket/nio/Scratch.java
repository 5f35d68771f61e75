package jackfield.socket.nio;

import java.nio.ByteBuffer;

/**
 * Where the bytes of buffers lie when a socket takes or gives them: heap buffers lend their array, others are copied.
 *
 * <p>One for each direction of a channel, used under that direction's lock; so at most two of {@value #MAX_BYTES}
 * bytes a channel, and none for one that only meets heap buffers one at a time.
 */
final class Scratch {
    /** Longest piece that is copied at once. */
    static final int MAX_BYTES = 64 * 1024;

    private static final int MIN_BYTES = 2048;

    /** No datagram is so long: it will be refused. */
    private static final int TOO_LONG = 128 * 1024;

    private byte[] bytes = new byte[0];

    /** The array to be used for a buffer or many; its bytes begin at {@link #at}. */
    byte[] array = bytes;

    int at;

    /** Bytes that the socket may take or give. */
    int length;

    /** Makes ready to receive into a buffer. */
    void toFill(ByteBuffer into) {
        if (into.hasArray()) {
            lend(into);
        } else {
            room(into.remaining());
        }
    }

    /** So many bytes were received. */
    void filled(ByteBuffer into, int count) {
        if (into.hasArray()) {
            into.position(into.position() + count);
        } else {
            into.put(array, 0, count);
        }
    }

    /** Makes ready to receive into many buffers at once. */
    void toFill(long wantedBytes) {
        room((int) Math.min(wantedBytes, MAX_BYTES));
    }

    /** So many bytes were received for many. */
    void filled(ByteBuffer[] into, int first, int count) {
        int done = 0;
        for (int i = first; done < count; i++) {
            int part = Math.min(into[i].remaining(), count - done);
            into[i].put(array, done, part);
            done += part;
        }
    }

    /** Makes ready to send what a buffer holds, or its first part; the buffer stays as it is. */
    void toSend(ByteBuffer from) {
        if (from.hasArray()) {
            lend(from);
        } else {
            room(from.remaining());
            from.get(from.position(), array, 0, length);
        }
    }

    /** Makes ready to send what many buffers hold, or its first part, as one; the buffers stay as they are. */
    void toSend(ByteBuffer[] from, int first, int end, long allBytes) {
        room((int) Math.min(allBytes, MAX_BYTES));
        int done = 0;
        for (int i = first; i < end && done < length; i++) {
            int part = Math.min(from[i].remaining(), length - done);
            from[i].get(from[i].position(), array, done, part);
            done += part;
        }
    }

    /** Makes ready to send a buffer as one datagram, however long. */
    void toSendWhole(ByteBuffer from) {
        if (from.hasArray()) {
            lend(from);
        } else {
            wholeRoom(from.remaining());
            from.get(from.position(), array, 0, length);
        }
    }

    /** Makes ready to send many buffers as one datagram, however long. */
    void toSendWhole(ByteBuffer[] from, int first, int end, long allBytes) {
        wholeRoom((int) Math.min(allBytes, TOO_LONG));
        int done = 0;
        for (int i = first; i < end && done < length; i++) {
            int part = Math.min(from[i].remaining(), length - done);
            from[i].get(from[i].position(), array, done, part);
            done += part;
        }
    }

    /** So many bytes of many buffers were sent. */
    static void sent(ByteBuffer[] from, int first, int count) {
        int left = count;
        for (int i = first; left > 0; i++) {
            int part = Math.min(from[i].remaining(), left);
            from[i].position(from[i].position() + part);
            left -= part;
        }
    }

    private void lend(ByteBuffer buffer) {
        array = buffer.array();
        at = buffer.arrayOffset() + buffer.position();
        length = buffer.remaining();
    }

    private void room(int wantedBytes) {
        wholeRoom(Math.min(wantedBytes, MAX_BYTES));
    }

    private void wholeRoom(int wantedBytes) {
        length = wantedBytes;
        if (bytes.length < length) {
            bytes = new byte[Math.max(MIN_BYTES, Integer.highestOneBit(length - 1) << 1)];
        }
        array = bytes;
        at = 0;
    }
}

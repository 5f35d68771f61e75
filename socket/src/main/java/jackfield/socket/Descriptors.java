package jackfield.socket;

import jackfield.engine.base.Errno;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The table of open descriptors of one layer: the lowest free number is given, from 3 as in a process of its own.
 *
 * <p>Thread-safe.
 */
final class Descriptors {
    private static final int FIRST = 3;

    /** As many as the usual hard limit of a Linux process. */
    private static final int LIMIT = 1 << 20;

    private final SocketLayer layer;
    private final ArrayList<@Nullable Socket> sockets = new ArrayList<>();
    private final BitSet used = new BitSet();
    private boolean isEnded;

    Descriptors(SocketLayer layer) {
        this.layer = layer;
        used.set(0, FIRST);
    }

    /** {@return the first descriptor of a new description, null if the table is full or has ended} */
    synchronized @Nullable Socket add(Description description) {
        int fd = used.nextClearBit(FIRST);
        if (fd >= LIMIT || isEnded) {
            return null;
        }
        var socket = new Socket(layer, fd, description);
        if (layer.tracesOpening()) {
            socket.opened(new OpenedHere(socket.toString()));
        }
        while (sockets.size() <= fd) {
            sockets.add(null);
        }
        sockets.set(fd, socket);
        used.set(fd);
        return socket;
    }

    /** {@return one more descriptor, null if the table is full or the description was closed meanwhile} */
    synchronized @Nullable Socket addAgain(Description description) {
        if (!description.retain()) {
            return null;
        }
        Socket socket = add(description);
        if (socket == null) {
            description.release();
        }
        return socket;
    }

    /** {@return the open socket of a number, null if there is none} */
    synchronized @Nullable Socket find(int fd) {
        return fd >= 0 && fd < sockets.size() ? sockets.get(fd) : null;
    }

    /** Frees a number. */
    synchronized void remove(Socket socket) {
        sockets.set(socket.fd(), null);
        used.clear(socket.fd());
    }

    /** {@return why {@link #add} answers null} */
    synchronized Errno whyNone() {
        return isEnded ? Errno.ENETDOWN : Errno.EMFILE;
    }

    /** {@return all that are open, by number} */
    synchronized List<Socket> open() {
        return sockets.stream().filter(Objects::nonNull).toList();
    }

    /** Closes whatever is open, and gives no descriptor any more: nobody would ever close it, or end its waits. */
    void closeAll() {
        List<Socket> open;
        synchronized (this) {
            isEnded = true;
            open = sockets.stream().filter(Objects::nonNull).toList();
        }
        open.forEach(Socket::close);
    }
}

package jackfield.engine.endpoint;

import jackfield.engine.base.KeyedHash;
import jackfield.wire.SockAddr;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the connection of a four-tuple: a keyed hash, chains that run through the sessions, doubled when they grow
 * long.
 *
 * <p>Who does not know the key cannot make the chains long.
 */
final class SessionTable {
    private final KeyedHash keyed;
    private @Nullable Conversation[] chains = new Conversation[64];
    private int size;

    SessionTable(KeyedHash keyed) {
        this.keyed = keyed;
    }

    private int hash(long localHigh, long localLow, int localPort, long remoteHigh, long remoteLow, int remotePort) {
        return (int) keyed.hash(localHigh, localLow, remoteHigh, remoteLow, (long) localPort << 16 | remotePort);
    }

    @Nullable
    Conversation find(long localHigh, long localLow, int localPort, long remoteHigh, long remoteLow, int remotePort) {
        int hash = hash(localHigh, localLow, localPort, remoteHigh, remoteLow, remotePort);
        Conversation session = chains[hash & chains.length - 1];
        while (session != null) {
            if (session.hash == hash
                    && session.localPort == localPort
                    && session.remotePort == remotePort
                    && session.remoteLow == remoteLow
                    && session.remoteHigh == remoteHigh
                    && session.localLow == localLow
                    && session.localHigh == localHigh) {
                return session;
            }
            session = session.next;
        }
        return null;
    }

    @Nullable
    Conversation find(SockAddr local, SockAddr remote) {
        return find(
                local.address().high(),
                local.address().low(),
                local.port(),
                remote.address().high(),
                remote.address().low(),
                remote.port());
    }

    void add(Conversation session) {
        if (size >= chains.length) {
            grow();
        }
        session.hash = hash(
                session.localHigh,
                session.localLow,
                session.localPort,
                session.remoteHigh,
                session.remoteLow,
                session.remotePort);
        link(session);
        session.isInTable = true;
        size++;
    }

    private void link(Conversation session) {
        int chain = session.hash & chains.length - 1;
        session.next = chains[chain];
        chains[chain] = session;
    }

    private void grow() {
        @Nullable Conversation[] old = chains;
        chains = new Conversation[2 * old.length];
        for (Conversation first : old) {
            Conversation session = first;
            while (session != null) {
                Conversation next = session.next;
                link(session);
                session = next;
            }
        }
    }

    void remove(Conversation session) {
        int chain = session.hash & chains.length - 1;
        Conversation before = chains[chain];
        if (before == session) {
            chains[chain] = session.next;
        } else {
            while (before != null && before.next != session) {
                before = before.next;
            }
            if (before == null) {
                throw new AssertionError(
                        "port " + session.remotePort + " of " + session.remoteAddress() + " is not in the table");
            }
            before.next = session.next;
        }
        session.next = null;
        session.isInTable = false;
        size--;
    }

    /** {@return all connections, in the order of their endpoints' numbers} */
    List<TcpSession> sessions() {
        var all = new ArrayList<TcpSession>(size);
        for (Conversation first : Arrays.asList(chains)) {
            for (Conversation each = first; each != null; each = each.next) {
                if (each instanceof TcpSession session) {
                    all.add(session);
                }
            }
        }
        all.sort(Comparator.comparingInt(session -> session.endpoint.id()));
        return all;
    }

    /** {@return all half-open ones, in the order of their peers' addresses and ports} */
    List<SynRequest> requests() {
        var all = new ArrayList<SynRequest>();
        for (Conversation first : Arrays.asList(chains)) {
            for (Conversation each = first; each != null; each = each.next) {
                if (each instanceof SynRequest request) {
                    all.add(request);
                }
            }
        }
        all.sort(Comparator.comparingLong((SynRequest request) -> request.remoteLow)
                .thenComparingInt(request -> request.remotePort));
        return all;
    }
}

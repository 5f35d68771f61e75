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
    private @Nullable TcpSession[] chains = new TcpSession[64];
    private int size;

    SessionTable(KeyedHash keyed) {
        this.keyed = keyed;
    }

    private int hash(long localHigh, long localLow, int localPort, long remoteHigh, long remoteLow, int remotePort) {
        return (int) keyed.hash(localHigh, localLow, remoteHigh, remoteLow, (long) localPort << 16 | remotePort);
    }

    @Nullable
    TcpSession find(long localHigh, long localLow, int localPort, long remoteHigh, long remoteLow, int remotePort) {
        int hash = hash(localHigh, localLow, localPort, remoteHigh, remoteLow, remotePort);
        TcpSession session = chains[hash & chains.length - 1];
        while (session != null) {
            if (session.hash == hash
                    && session.local.port() == localPort
                    && session.remote.port() == remotePort
                    && session.remote.address().low() == remoteLow
                    && session.remote.address().high() == remoteHigh
                    && session.local.address().low() == localLow
                    && session.local.address().high() == localHigh) {
                return session;
            }
            session = session.next;
        }
        return null;
    }

    @Nullable
    TcpSession find(SockAddr local, SockAddr remote) {
        return find(
                local.address().high(),
                local.address().low(),
                local.port(),
                remote.address().high(),
                remote.address().low(),
                remote.port());
    }

    void add(TcpSession session) {
        if (size >= chains.length) {
            grow();
        }
        SockAddr local = session.local;
        SockAddr remote = session.remote;
        session.hash = hash(
                local.address().high(),
                local.address().low(),
                local.port(),
                remote.address().high(),
                remote.address().low(),
                remote.port());
        link(session);
        session.isInTable = true;
        size++;
    }

    private void link(TcpSession session) {
        int chain = session.hash & chains.length - 1;
        session.next = chains[chain];
        chains[chain] = session;
    }

    private void grow() {
        @Nullable TcpSession[] old = chains;
        chains = new TcpSession[2 * old.length];
        for (TcpSession first : old) {
            TcpSession session = first;
            while (session != null) {
                TcpSession next = session.next;
                link(session);
                session = next;
            }
        }
    }

    void remove(TcpSession session) {
        int chain = session.hash & chains.length - 1;
        TcpSession before = chains[chain];
        if (before == session) {
            chains[chain] = session.next;
        } else {
            while (before != null && before.next != session) {
                before = before.next;
            }
            if (before == null) {
                throw new AssertionError("session " + session.local + " - " + session.remote + " is not in the table");
            }
            before.next = session.next;
        }
        session.next = null;
        session.isInTable = false;
        size--;
    }

    /** {@return all, in the order of their endpoints' numbers} */
    List<TcpSession> all() {
        var all = new ArrayList<TcpSession>(size);
        for (TcpSession first : Arrays.asList(chains)) {
            for (TcpSession session = first; session != null; session = session.next) {
                all.add(session);
            }
        }
        all.sort(Comparator.comparingInt(session -> session.endpoint.id()));
        return all;
    }
}

package jackfield.engine.endpoint;

import jackfield.wire.IpAddress;
import jackfield.wire.SockAddr;
import org.jspecify.annotations.Nullable;

/** Who talks with whom: a connection, or the beginning of one; a node of {@link SessionTable}. */
abstract sealed class Conversation permits TcpSession, SynRequest {
    final long localHigh;
    final long localLow;
    final long remoteHigh;
    final long remoteLow;
    final int localPort;
    final int remotePort;
    int hash;
    boolean isInTable;

    /** The next in the same chain of {@link SessionTable}; null at its end. */
    @Nullable
    Conversation next;

    Conversation(SockAddr local, SockAddr remote) {
        localHigh = local.address().high();
        localLow = local.address().low();
        localPort = local.port();
        remoteHigh = remote.address().high();
        remoteLow = remote.address().low();
        remotePort = remote.port();
    }

    IpAddress localAddress() {
        return new IpAddress(localHigh, localLow);
    }

    IpAddress remoteAddress() {
        return new IpAddress(remoteHigh, remoteLow);
    }
}

package jackfield.engine.endpoint;

import jackfield.engine.tcp.TcpSnapshot;

/**
 * What {@code ss} would show of one endpoint or connection; a listener's queues are its accept queue and its
 * backlog.
 */
public record EndpointRow(int id, String protocol, String state, String local, String remote, int recvQ, int sendQ) {
    static EndpointRow of(TcpEndpoint tcp) {
        TcpListener listener = tcp.listener();
        return new EndpointRow(
                tcp.id(),
                "tcp",
                tcp.state().name(),
                tcp.localAddress().toString(),
                tcp.remoteAddress().toString(),
                listener == null ? 0 : listener.account().waiting(),
                listener == null ? 0 : listener.account().backlog());
    }

    static EndpointRow of(TcpSession session) {
        TcpSnapshot snapshot = session.connection.snapshot();
        return new EndpointRow(
                session.endpoint.id(),
                "tcp",
                snapshot.state().name(),
                session.local.toString(),
                session.remote.toString(),
                snapshot.unread(),
                snapshot.unacked());
    }

    static EndpointRow of(SynRequest request) {
        return new EndpointRow(
                request.owner.id(),
                "tcp",
                "SYN_RCVD",
                request.local().toString(),
                request.remote().toString(),
                0,
                0);
    }

    static EndpointRow of(UdpEndpoint udp) {
        String state = udp.peer().port() == 0 ? "UNCONN" : "ESTAB";
        return of(udp, "udp", state, udp.queuedBytes());
    }

    static EndpointRow of(RawEndpoint raw) {
        String state = raw.remoteAddress().address().isAny() ? "UNCONN" : "ESTAB";
        return of(raw, "raw:" + raw.protocol(), state, raw.queuedBytes());
    }

    static EndpointRow of(PacketEndpoint packet) {
        return new EndpointRow(
                packet.id(),
                "packet:0x" + Integer.toHexString(packet.etherType()),
                "UNCONN",
                packet.options().device() < 0 ? "*" : "if" + packet.options().device(),
                "*",
                packet.queuedBytes(),
                0);
    }

    private static EndpointRow of(Endpoint endpoint, String protocol, String state, int queued) {
        return new EndpointRow(
                endpoint.id(),
                protocol,
                state,
                endpoint.localAddress().toString(),
                endpoint.remoteAddress().toString(),
                queued,
                0);
    }
}

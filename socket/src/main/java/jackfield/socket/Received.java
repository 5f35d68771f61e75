package jackfield.socket;

import java.net.SocketAddress;

/**
 * What {@code recvFrom} answers.
 *
 * @param length bytes put into the buffer; with {@link RecvFlag#TRUNC} the datagram's real length, which may be more
 * @param from who sent it: an {@link java.net.InetSocketAddress}, or a {@link LinkAddress} for {@link Family#PACKET}
 * @param isTruncated whether the datagram was longer than the buffer; the rest is lost
 */
public record Received(int length, SocketAddress from, boolean isTruncated) {}

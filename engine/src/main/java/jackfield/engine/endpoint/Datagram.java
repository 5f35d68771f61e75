package jackfield.engine.endpoint;

import jackfield.wire.IpAddress;
import jackfield.wire.SockAddr;

/**
 * One received datagram, whole.
 *
 * <p>A raw IPv4 endpoint's data begins with the IP header, as Linux has it; a raw IPv6 endpoint's does not.
 *
 * @param to the address it was sent to: ours, a group, or a broadcast
 * @param interfaceId the interface it came in by
 * @param trafficClass of the IP header
 * @param hopLimit of the IP header
 * @param timeNanos when it came in
 * @param data owned by whoever received the record
 */
public record Datagram(
        SockAddr from, IpAddress to, int interfaceId, byte[] data, int trafficClass, int hopLimit, long timeNanos) {}

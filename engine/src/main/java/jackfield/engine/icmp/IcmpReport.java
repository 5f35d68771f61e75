package jackfield.engine.icmp;

import jackfield.wire.IpAddress;

/**
 * An ICMP error as it came: what IP_RECVERR tells of it.
 *
 * @param reporter who sent it
 * @param isIpv4 whether it is ICMP, not ICMPv6
 * @param text what it quotes of the packet's data, the first transport header left out
 * @see <a href="https://man7.org/linux/man-pages/man7/ip.7.html">ip(7)</a>
 */
public record IcmpReport(IpAddress reporter, boolean isIpv4, int type, int code, byte[] text) {}

package jackfield.engine.route;

import jackfield.wire.IpAddress;
import jackfield.wire.IpPrefix;

/**
 * One line of the routing table.
 *
 * @param gateway the unspecified address if the destination is on the link
 */
public record Route(IpPrefix destination, IpAddress gateway, int interfaceId) {}

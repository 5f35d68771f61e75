/** Multicast groups: which sockets are in which on which interface, and what routers and switches are told of it. */
@NullMarked
package jackfield.engine.group;

import org.jspecify.annotations.NullMarked;

/** Hardware addresses on the link: ARP and IPv6 neighbour discovery. */
@NullMarked
package jackfield.engine.neighbor;

import org.jspecify.annotations.NullMarked;

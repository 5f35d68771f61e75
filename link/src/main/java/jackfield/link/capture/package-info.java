/** Captures of what goes over a link, in the pcapng format that Wireshark reads. */
@NullMarked
package jackfield.link.capture;

import org.jspecify.annotations.NullMarked;

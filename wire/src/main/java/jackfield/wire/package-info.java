/** Headers, addresses, checksums and the packet buffer: bytes to meaning and back. */
@NullMarked
package jackfield.wire;

import org.jspecify.annotations.NullMarked;

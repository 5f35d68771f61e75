/** Tests against the Linux kernel and other programs; tagged {@code interop} and left out of the ordinary run. */
@NullMarked
package jackfield.conformance.interop;

import org.jspecify.annotations.NullMarked;

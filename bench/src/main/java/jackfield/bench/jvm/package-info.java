/** The JVM's own socket classes over our stack beside the same over the kernel's, in one run. */
@NullMarked
package jackfield.bench.jvm;

import org.jspecify.annotations.NullMarked;

/**
 * Clients and servers that everybody uses, unmodified, over our stack in this JVM: each moves at least 10 MB or 1,000
 * requests, once on a perfect link and once with loss and delay.
 */
@NullMarked
package jackfield.conformance.clients;

import org.jspecify.annotations.NullMarked;

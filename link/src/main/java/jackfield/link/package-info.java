/** What every link is: the contract, its abilities, its failures. The links themselves live in the inner packages. */
@NullMarked
package jackfield.link;

import org.jspecify.annotations.NullMarked;

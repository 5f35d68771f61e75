/** Where packets go: memory, TUN and TAP, captures. */
@NullMarked
package jackfield.link;

import org.jspecify.annotations.NullMarked;

/** Links to the Linux kernel through its TUN and TAP devices, without native code of our own. */
@NullMarked
package jackfield.link.linux;

import org.jspecify.annotations.NullMarked;

/**
 * The commands over one {@code SocketLayer}: listen, connect, ping, arp and serve.
 *
 * <p>Data goes to standard output, talk to standard error. Exit codes: 0 done, 1 it did not work, 2 wrong arguments,
 * 130 ended by Ctrl-C.
 */
@NullMarked
package jackfield.cli.command;

import org.jspecify.annotations.NullMarked;

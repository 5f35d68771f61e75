/**
 * A small HTTP/1.1 server for the files of a folder, over sockets of a {@code SocketLayer}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112">RFC 9112</a> (HTTP/1.1), RFC 9110 (semantics)
 */
@NullMarked
package jackfield.cli.http;

import org.jspecify.annotations.NullMarked;

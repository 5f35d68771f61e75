package jackfield.cli.demo.picture;

/**
 * One call of an application on a socket.
 *
 * @param number counts the calls of a conversation from 1, in the order in which they began
 * @param fd the descriptor, -1 for socket() itself
 * @param name as in {@code recv}
 * @param arguments as in {@code 1024}, without the descriptor
 */
public record Call(long number, Side side, String thread, int fd, String name, String arguments) {}

package jackfield.link.linux;

import java.lang.foreign.Arena;

/**
 * A network namespace that exists for one thread: what is done there touches nothing of the machine's.
 *
 * <p>Sockets and devices that the thread opens are the namespace's; it ends with the thread and the last of them.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/unshare.2.html">unshare(2)</a>; network_namespaces(7)
 */
public final class PrivateNetwork {
    private PrivateNetwork() {}

    /**
     * Puts the calling thread, which must be a platform thread and cannot go back, into a new network namespace, whose
     * loopback interface is up.
     *
     * @throws jackfield.link.LinkException if the process may not do so
     */
    public static void enter() {
        try (Arena arena = Arena.ofConfined()) {
            int result = Libc.unshareNetwork(arena.allocate(Libc.ERRNO_LAYOUT));
            if (result < 0) {
                throw Trouble.noNamespaceOfItsOwn(-result);
            }
        }
        try (var kernel = new KernelSide()) {
            kernel.bringUp("lo");
        }
    }
}

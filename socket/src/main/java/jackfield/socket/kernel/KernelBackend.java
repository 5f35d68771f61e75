package jackfield.socket.kernel;

import jackfield.socket.open.Backend;
import jackfield.socket.open.Gate;
import jackfield.socket.open.Incoming;

/** The Linux kernel's sockets. One of it serves the whole process. */
public final class KernelBackend implements Backend {
    /** Made when first asked for, so that nothing native is touched before. */
    private static final class Holder {
        static final KernelBackend SHARED = new KernelBackend();
    }

    private final Poller poller = new Poller();
    private final KernelGate gate = new KernelGate();

    private KernelBackend() {}

    /**
     * {@return the process's only one}
     *
     * @throws UnsupportedOperationException on anything but Linux on x86-64 or aarch64
     */
    public static KernelBackend shared() {
        String system = System.getProperty("os.name");
        String machine = System.getProperty("os.arch");
        if (!system.equals("Linux") || !machine.equals("amd64") && !machine.equals("aarch64")) {
            throw new UnsupportedOperationException(
                    "the kernel's sockets are reached by Linux's system calls on amd64 and aarch64; this is " + system
                            + " on " + machine);
        }
        return Holder.SHARED;
    }

    @Override
    public Gate gate() {
        return gate;
    }

    @Override
    public String name() {
        return "kernel";
    }

    @Override
    public int socket(int family, int type, int protocol, Incoming into) {
        return KernelSocket.open(family, type, protocol, poller, into);
    }
}

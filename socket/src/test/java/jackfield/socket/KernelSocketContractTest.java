package jackfield.socket;

import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The kernel's sockets on its loopback: they show what the contract is. */
@EnabledOnOs(OS.LINUX)
final class KernelSocketContractTest extends SocketContract {
    @Override
    Rig makeRig() {
        SocketLayer layer = SocketLayer.kernel();
        return new Rig(layer, layer, "127.0.0.1", "::1");
    }

    @Override
    public boolean isOurs() {
        return false;
    }
}

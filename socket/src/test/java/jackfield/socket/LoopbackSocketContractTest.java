package jackfield.socket;

import java.util.SplittableRandom;

/** Our stack's sockets on its own loopback. */
final class LoopbackSocketContractTest extends SocketContract {
    @Override
    Rig makeRig() {
        LiveHost host =
                LiveHost.builder("loop").random(new SplittableRandom(11)).start();
        var rig = new Rig(host.sockets(), host.sockets(), "127.0.0.1", "::1");
        rig.keep(host);
        return rig;
    }

    @Override
    public boolean isOurs() {
        return true;
    }
}

package jackfield.socket;

import jackfield.link.memory.MemoryConfig;
import jackfield.link.memory.MemoryNetwork;
import java.util.SplittableRandom;

/** Our stack's sockets between two hosts on an Ethernet in memory. */
final class LinkSocketContractTest extends SocketContract {
    @Override
    Rig makeRig() {
        var links = MemoryNetwork.pair(MemoryConfig.ofEthernet());
        LiveHost client = LiveHost.builder("client")
                .random(new SplittableRandom(1))
                .link(links.get(0), "10.0.0.1/24", "fd00::1/64")
                .start();
        LiveHost server = LiveHost.builder("server")
                .random(new SplittableRandom(2))
                .link(links.get(1), "10.0.0.2/24", "fd00::2/64")
                .start();
        var rig = new Rig(client.sockets(), server.sockets(), "10.0.0.2", "fd00::2");
        rig.keep(client::close);
        rig.keep(server::close);
        return rig;
    }

    @Override
    public boolean isOurs() {
        return true;
    }
}

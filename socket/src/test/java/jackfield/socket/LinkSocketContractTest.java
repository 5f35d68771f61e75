package jackfield.socket;

import static org.assertj.core.api.Assertions.assertThat;

import jackfield.engine.base.Errno;
import jackfield.link.memory.MemoryConfig;
import jackfield.link.memory.MemoryNetwork;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

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
        rig.keep(client);
        rig.keep(server);
        return rig;
    }

    @Override
    public boolean isOurs() {
        return true;
    }

    /** The last acknowledgment changes no readiness: it must wake the lingering close all the same. */
    @Test
    void aLingeringCloseReturnsWithTheAcknowledgmentOfItsFin() throws Exception {
        Rig.Pair pair = rig().connected();
        pair.client().setsockopt(SocketOptions.SO_LINGER, 600);
        pair.client().setsockopt(SocketOptions.SO_SNDTIMEO, Duration.ofMillis(1));
        assertThat(Rig.refusal(() -> pair.client().sendAll(new byte[StreamContract.MORE_THAN_BUFFERS])))
                .isEqualTo(Errno.EAGAIN);
        var closing = rig().calling(() -> {
            pair.client().close();
            return 0;
        });
        closing.untilBlockedIn("close");

        byte[] into = new byte[64 * 1024];
        int last;
        do {
            last = pair.server().recv(into);
        } while (last > 0);

        assertThat(closing.answer()).isZero();
    }
}

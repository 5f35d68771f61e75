package jackfield.socket;

import static jackfield.socket.Family.INET;
import static jackfield.socket.Type.STREAM;
import static org.assertj.core.api.Assertions.assertThat;

import jackfield.link.Link;
import jackfield.link.LinkAbilities;
import jackfield.link.LinkException;
import jackfield.link.memory.MemoryConfig;
import jackfield.link.memory.MemoryNetwork;
import jackfield.wire.PacketBuffer;
import java.net.InetSocketAddress;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Hosts on links that need a thread, as those that face the kernel do. */
@Timeout(60)
final class PumpedLinkTest {
    /** A memory link that must be waited for, and that can be torn out. */
    private static final class WaitingLink implements Link {
        private final Link inner;
        private final Semaphore signals = new Semaphore(0);
        private volatile boolean isTornOut;

        WaitingLink(Link inner) {
            this.inner = inner;
            inner.onReceivable(signals::release);
        }

        void tearOut() {
            isTornOut = true;
            signals.release();
        }

        @Override
        public LinkAbilities abilities() {
            return inner.abilities();
        }

        @Override
        public PacketBuffer transmit(PacketBuffer packet) {
            return inner.transmit(packet);
        }

        @Override
        public @Nullable PacketBuffer receive() {
            if (isTornOut) {
                throw new LinkException("The cable was torn out.", "");
            }
            return inner.receive();
        }

        @Override
        public void await(long timeoutNanos) {
            try {
                if (signals.tryAcquire(timeoutNanos, TimeUnit.NANOSECONDS)) {
                    signals.drainPermits();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void wakeup() {
            signals.release();
        }

        @Override
        public void onReceivable(Runnable signal) {}

        @Override
        public boolean needsThread() {
            return true;
        }

        @Override
        public void close() {
            inner.close();
        }
    }

    private static LiveHost host(String name, Link link, String address) {
        return LiveHost.builder(name)
                .random(new SplittableRandom(name.hashCode()))
                .link(link, address)
                .start();
    }

    @Test
    void twoPumpedHostsCarryMegabytes() throws Exception {
        var links = MemoryNetwork.pair(MemoryConfig.ofEthernet());
        try (LiveHost a = host("a", new WaitingLink(links.get(0)), "10.0.0.1/24");
                LiveHost b = host("b", new WaitingLink(links.get(1)), "10.0.0.2/24")) {
            var rig = new Rig(a.sockets(), b.sockets(), "10.0.0.2", "::1");
            Rig.Pair pair = rig.connected();
            var sending = rig.calling(() -> {
                pair.client().sendAll(new byte[3_000_000]);
                pair.client().shutdown(Shutdown.WR);
                return true;
            });

            byte[] sink = new byte[65_536];
            int received = 0;
            for (int n; (n = pair.server().recv(sink)) > 0; ) {
                received += n;
            }

            assertThat(received).isEqualTo(3_000_000);
            assertThat(sending.answer()).isTrue();
        }
    }

    @Test
    void aPumpedHostTalksToOneThatIsNot() throws Exception {
        var links = MemoryNetwork.pair(MemoryConfig.ofEthernet());
        try (LiveHost a = host("a", new WaitingLink(links.get(0)), "10.0.0.1/24");
                LiveHost b = host("b", links.get(1), "10.0.0.2/24")) {
            var rig = new Rig(a.sockets(), b.sockets(), "10.0.0.2", "::1");
            Rig.Pair pair = rig.connected();

            pair.server().sendAll(new byte[100]);

            assertThat(pair.client().recv(new byte[200])).isEqualTo(100);
        }
    }

    @Test
    void aLinkThatIsGoneIsTold() throws Exception {
        var links = MemoryNetwork.pair(MemoryConfig.ofEthernet());
        var link = new WaitingLink(links.get(0));
        try (LiveHost a = host("a", link, "10.0.0.1/24");
                Socket socket = a.sockets().socket(INET, STREAM)) {
            assertThat(a.linkGone()).isEmpty();

            link.tearOut();

            while (a.linkGone().isEmpty()) {
                Thread.onSpinWait();
            }
            assertThat(a.linkGone().orElseThrow()).hasMessage("The cable was torn out.");
            socket.bind(new InetSocketAddress(Rig.ip("10.0.0.1"), 7));
        }
    }
}

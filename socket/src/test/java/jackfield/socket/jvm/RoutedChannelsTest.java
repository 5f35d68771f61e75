package jackfield.socket.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Channels, selectors and datagram sockets of a JVM whose sockets are routed, in a JVM of its own. */
final class RoutedChannelsTest {
    private static List<String> said(String scenario) {
        ChildJvm.Ended ended = ChildJvm.run(List.of(ChildJvm.EXPORTS), RoutedChannels.class, scenario);
        assertThat(ended.exitCode()).as("%s", ended.output()).isZero();
        return ended.output();
    }

    @Test
    void theJdksHttpClientHasConnectionsOfBothKindsAtOnce() {
        assertThat(said("http"))
                .containsExactly(
                        "10.0.0.2 = 0 bytes from 10.0.0.1",
                        "127.0.0.1 = 0 bytes from 127.0.0.1",
                        "10.0.0.2 = 1 bytes from 10.0.0.1",
                        "127.0.0.1 = 1 bytes from 127.0.0.1",
                        "10.0.0.2 = 300000 bytes from 10.0.0.1",
                        "127.0.0.1 = 300000 bytes from 127.0.0.1",
                        "kernel = [ServerSocketChannel 127.0.0.1, SocketChannel 127.0.0.1]");
    }

    @Test
    void oneSelectorTellsOfBothKinds() {
        assertThat(said("selector"))
                .containsExactly(
                        "nothing = 0",
                        "one = [ours]",
                        "both = [ours, theirs]",
                        "the other = [theirs]",
                        "none = []",
                        "one = [ours]",
                        "both = [ours, theirs]",
                        "the other = [theirs]",
                        "none = []",
                        "one = [ours]",
                        "both = [ours, theirs]",
                        "the other = [theirs]",
                        "none = []",
                        "nothing in time = 0");
    }

    @Test
    void aChannelOfThePlatformsBlocksAgainAtOnceAfterItsKeyIsCancelled() {
        assertThat(said("blocking"))
                .containsExactly(
                        "selected = 1",
                        "first = 1",
                        "blocked = 1",
                        "selected = 1",
                        "first = 1",
                        "blocked = 1",
                        "selected = 1",
                        "first = 1",
                        "blocked = 1");
    }

    @Test
    void aDatagramSocketGoesWhereItsFirstDatagramGoes() {
        assertThat(said("datagrams"))
                .containsExactly(
                        "10.0.0.2 = echo hello to 10.0.0.1",
                        "the port stays = true",
                        "elsewhere = sent",
                        "127.0.0.1 = echo hello to 127.0.0.1",
                        "the port stays = true",
                        "elsewhere = 10.0.0.2 lies in the network lab, and this socket has spoken to others"
                                + " already: a socket speaks over one network",
                        "open = []",
                        "kernel = [DatagramSocket 127.0.0.1]");
    }

    @Test
    void whoWaitsToReceiveMovesAlong() {
        assertThat(said("waiting")).containsExactly("received = echo hello to 10.0.0.1");
    }

    @Test
    void aDatagramChannelGoesWhereItsFirstDatagramGoes() {
        assertThat(said("datagramChannels"))
                .containsExactly(
                        "nothing yet = 0",
                        "from = 10.0.0.1",
                        "selected = 1",
                        "to = 10.0.0.2",
                        "byte = 7",
                        "nothing yet = 0",
                        "from = 127.0.0.1",
                        "selected = 1",
                        "to = 127.0.0.1",
                        "byte = 7",
                        "open = []");
    }
}

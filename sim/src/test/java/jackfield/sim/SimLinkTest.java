package jackfield.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import jackfield.wire.MacAddress;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Stations alone: what a link does to frames, with no stack in the way. */
class SimLinkTest {
    private static final long MS = 1_000_000;

    private final World world = World.seeded(42);
    private final Recorder recorder = new Recorder();
    private final Station a = world.station("a");
    private final Station b = world.station("b");

    /** A frame whose 15th byte tells it apart. */
    private static byte[] frame(MacAddress destination, int mark) {
        byte[] frame = new byte[64];
        destination.put(frame, 0);
        frame[14] = (byte) mark;
        return frame;
    }

    private static Predicate<LinkPacket> marked(int mark) {
        return packet -> packet.frame()[14] == mark;
    }

    private static List<Integer> marks(Station station) {
        return station.arrivals().stream()
                .map(arrival -> (int) arrival.frame()[14])
                .toList();
    }

    private void sendFromA(int count) {
        for (int i = 1; i <= count; i++) {
            a.send(frame(MacAddress.BROADCAST, i));
        }
    }

    @Test
    void carriesFramesInOrderAndAtOnce() {
        world.link(a, b);

        sendFromA(3);
        world.runUntilIdle();

        assertThat(marks(b)).containsExactly(1, 2, 3);
        assertThat(marks(a)).isEmpty();
        assertThat(world.now()).isZero();
    }

    @Test
    void delaysEachDirectionByItsOwnWeather() {
        SimLink link = world.link(a, b, Weather.parse("delay 20ms"));
        link.weather(b, Weather.parse("delay 5ms"));
        b.whenArrives(arrival -> b.send(arrival.frame()));

        sendFromA(1);
        world.runUntilIdle();

        assertThat(b.arrivals().getFirst().nanos()).isEqualTo(20 * MS);
        assertThat(a.arrivals().getFirst().nanos()).isEqualTo(25 * MS);
        assertThat(link.weather(a)).isEqualTo(Weather.parse("delay 20ms"));
    }

    @Test
    void switchesFramesToWhomTheyAreFor() {
        Station c = world.station("c");
        SimLink link = world.segment(1500, Weather.PERFECT, a, b, c);

        a.send(frame(link.mac(c), 1));
        a.send(frame(MacAddress.BROADCAST, 2));
        a.send(frame(MacAddress.parse("02:00:00:00:00:77"), 3));
        a.send(frame(link.mac(a), 4));
        world.runUntilIdle();

        assertThat(marks(b)).containsExactly(2, 3, 4);
        assertThat(marks(c)).containsExactly(1, 2, 3, 4);
        assertThat(marks(a)).isEmpty();
    }

    @Test
    void handsOutHardwareAddressesInOrder() {
        SimLink link = world.link(a, b);

        assertThat(link.mac(a)).hasToString("02:00:00:00:00:01");
        assertThat(link.mac(b)).hasToString("02:00:00:00:00:02");
        assertThat(link.name()).isEqualTo("a-b");
    }

    @Test
    void rulesDropDelayAndDuplicateSinglePackets() {
        SimLink link = world.link(a, b);
        link.rule("first of 1", PacketRule.first(1, marked(1), Fate.DROP));
        link.rule("second of 2", PacketRule.nth(2, marked(2), Fate.DUPLICATE));
        link.rule("all of 3", PacketRule.all(marked(3), Fate.delay(Duration.ofMillis(7))));
        world.observe(recorder);

        for (int mark : new int[] {1, 3, 1, 2, 2, 2}) {
            a.send(frame(MacAddress.BROADCAST, mark));
        }
        world.runUntilIdle();

        assertThat(marks(b)).containsExactly(1, 2, 2, 2, 2, 3);
        assertThat(b.arrivals().getLast().nanos()).isEqualTo(7 * MS);
        assertThat(recorder.all(Observation.PacketDropped.class))
                .containsExactly(new Observation.PacketDropped(0, 1, "first of 1"));
        assertThat(recorder.all(Observation.PacketDuplicated.class))
                .containsExactly(new Observation.PacketDuplicated(0, 5, "second of 2"));
        assertThat(recorder.all(Observation.PacketDelayed.class))
                .containsExactly(new Observation.PacketDelayed(0, 2, 7 * MS));
    }

    @Test
    void aClosedRuleIsOutOfForce() {
        SimLink link = world.link(a, b);
        try (SimLink.Rule rule = link.rule("nothing passes", a, PacketRule.all(_ -> true, Fate.DROP))) {
            assertThat(rule.name()).isEqualTo("nothing passes");
            sendFromA(2);
            b.send(frame(MacAddress.BROADCAST, 9));
        }
        a.send(frame(MacAddress.BROADCAST, 5));
        world.runUntilIdle();

        assertThat(marks(b)).containsExactly(5);
        assertThat(marks(a)).containsExactly(9);
    }

    @Test
    void aCutLosesWhatIsSentAndWhatIsUnderWay() {
        SimLink link = world.link(a, b, Weather.parse("delay 10ms"));
        world.observe(recorder);

        a.send(frame(MacAddress.BROADCAST, 1));
        world.after(Duration.ofMillis(5), link::cut);
        world.after(Duration.ofMillis(15), () -> a.send(frame(MacAddress.BROADCAST, 2)));
        world.after(Duration.ofMillis(20), link::restore);
        world.after(Duration.ofMillis(25), () -> a.send(frame(MacAddress.BROADCAST, 3)));
        world.runUntilIdle();

        assertThat(marks(b)).containsExactly(3);
        assertThat(recorder.all(Observation.PacketDropped.class))
                .containsExactly(
                        new Observation.PacketDropped(10 * MS, 1, "cut"),
                        new Observation.PacketDropped(15 * MS, 2, "cut"));
        assertThat(recorder.all(Observation.LinkCut.class)).hasSize(1);
        assertThat(recorder.all(Observation.LinkRestored.class)).hasSize(1);
    }

    @Test
    void onePulledPlugLeavesTheOthersConnected() {
        Station c = world.station("c");
        SimLink link = world.segment(1500, Weather.PERFECT, a, b, c);

        link.cut(b);
        sendFromA(1);
        b.send(frame(MacAddress.BROADCAST, 7));
        world.runUntilIdle();
        link.restore(b);
        a.send(frame(MacAddress.BROADCAST, 2));
        world.runUntilIdle();

        assertThat(marks(c)).containsExactly(1, 2);
        assertThat(marks(b)).containsExactly(2);
        assertThat(marks(a)).isEmpty();
    }

    @Test
    void reorderedPacketsOvertakeThoseThatAreDelayed() {
        world.link(a, b, Weather.parse("delay 20ms reorder 20%"));
        world.observe(recorder);

        sendFromA(100);
        world.runUntilIdle();

        long atOnce =
                b.arrivals().stream().filter(arrival -> arrival.nanos() == 0).count();
        assertThat(atOnce).isBetween(8L, 35L);
        assertThat(recorder.all(Observation.PacketReordered.class)).hasSize((int) atOnce);
        assertThat(b.arrivals().subList((int) atOnce, 100)).allMatch(arrival -> arrival.nanos() == 20 * MS);
        assertThat(marks(b))
                .hasSize(100)
                .isNotEqualTo(marks(b).stream().sorted().toList());
    }

    @Test
    void corruptionFlipsOneBitOfTheCopyThatArrives() {
        world.link(a, b, Weather.parse("corrupt 100%"));
        world.observe(recorder);
        byte[] sent = frame(MacAddress.BROADCAST, 1);

        a.send(sent);
        world.runUntilIdle();

        byte[] arrived = b.arrivals().getFirst().frame();
        long bit = recorder.all(Observation.PacketCorrupted.class).getFirst().bit();
        assertThat(recorder.packets().getFirst().frame()).isEqualTo(sent);
        assertThat(arrived).isNotEqualTo(sent);
        arrived[(int) (bit / 8)] ^= (byte) (1 << bit % 8);
        assertThat(arrived).isEqualTo(sent);
    }

    @Test
    void aFullQueueDropsWithItsReason() {
        world.link(a, b, Weather.parse("delay 1ms limit 3"));
        world.observe(recorder);

        sendFromA(5);
        world.runUntilIdle();

        assertThat(marks(b)).containsExactly(1, 2, 3);
        assertThat(recorder.all(Observation.PacketDropped.class))
                .extracting(Observation.PacketDropped::packet, Observation.PacketDropped::why)
                .containsExactly(tuple(4L, "limit"), tuple(5L, "limit"));
    }

    @Test
    void tellsEachDeliveryInOrder() {
        world.link(a, b, Weather.parse("delay 2ms duplicate 100%"));
        Observation.Subscription subscription = world.observe(recorder);

        sendFromA(1);
        world.runUntilIdle();
        subscription.close();
        sendFromA(1);
        world.runUntilIdle();

        assertThat(recorder.all())
                .extracting(observation -> observation.getClass().getSimpleName() + " " + observation.nanos() / MS)
                .containsExactly(
                        "PacketSent 0",
                        "PacketDelayed 0",
                        "PacketDuplicated 0",
                        "PacketDelayed 0",
                        "PacketDelivered 2",
                        "PacketDelivered 2");
    }

    @Test
    void capturesWhatEachNodeSendsAndReceives() throws Exception {
        var out = new ByteArrayOutputStream();
        SimLink link = world.link(a, b, Weather.parse("delay 2ms"));
        link.rule("not the second", PacketRule.nth(2, _ -> true, Fate.DROP));
        try (LinkCapture _ = link.capture(out)) {
            sendFromA(2);
            world.runUntilIdle();
        }
        sendFromA(1);
        world.runUntilIdle();

        String text = out.toString(StandardCharsets.ISO_8859_1);
        byte[] sectionHeader = {0x0A, 0x0D, 0x0D, 0x0A};
        assertThat(out.toByteArray()).startsWith(sectionHeader);
        assertThat(text)
                .containsSubsequence("packet 1, arrives at 0.002 s", "packet 2, dropped: not the second", "packet 1")
                .doesNotContain("packet 3");
    }

    private static List<String> run(long seed, boolean withAnotherLink) {
        try (World world = World.seeded(seed)) {
            Station a = world.station("a");
            Station b = world.station("b");
            if (withAnotherLink) {
                Station c = world.station("c");
                Station d = world.station("d");
                world.link(c, d, Weather.parse("loss 50%"));
                world.after(Duration.ofMillis(1), () -> c.send(frame(MacAddress.BROADCAST, 1)));
            }
            world.link(a, b, Weather.parse("delay 20ms 10ms loss 10% duplicate 5% corrupt 5% reorder 5% rate 1mbit"));
            for (int i = 0; i < 100; i++) {
                int mark = i;
                world.after(Duration.ofMillis(i), () -> a.send(frame(MacAddress.BROADCAST, mark)));
            }
            world.runUntilIdle();
            List<String> arrivals = new ArrayList<>();
            b.arrivals()
                    .forEach(arrival ->
                            arrivals.add(arrival.nanos() + HexFormat.of().formatHex(arrival.frame())));
            return arrivals;
        }
    }

    @Test
    void theSameSeedGivesTheSameWeather() {
        assertThat(run(5, false)).isEqualTo(run(5, false)).isNotEqualTo(run(6, false));
    }

    @Test
    void anotherLinkDoesNotChangeTheWeatherOfThisOne() {
        assertThat(run(5, true)).isEqualTo(run(5, false));
    }

    @Test
    void refusesWhatCannotBe() {
        SimLink link = world.link(a, b);
        Station c = world.station("c");

        assertThatThrownBy(() -> world.station("a")).hasMessage("there is a node 'a' already");
        assertThatThrownBy(() -> world.link(c, c)).hasMessageStartingWith("a link needs two or more nodes, each once");
        assertThatThrownBy(() -> link.mac(c)).hasMessage("node 'c' is not on link 'a-b'");
        assertThatThrownBy(() -> c.send(new byte[60])).hasMessage("station 'c' is on no link");
        assertThatThrownBy(() -> PacketRule.first(0, _ -> true, Fate.DROP))
                .hasMessage("packets are counted from 1, not 1 to 0");
    }
}

package jackfield.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import jackfield.cli.demo.picture.Conversation;
import jackfield.cli.demo.picture.Event;
import jackfield.cli.demo.picture.Event.CallEnded;
import jackfield.cli.demo.picture.Event.PacketArrived;
import jackfield.cli.demo.picture.Event.PacketLeft;
import jackfield.cli.demo.picture.Event.StateEntered;
import jackfield.cli.demo.picture.Packet;
import jackfield.cli.demo.picture.Packet.Mark;
import jackfield.cli.demo.picture.Packet.News;
import jackfield.cli.demo.picture.Side;
import jackfield.cli.demo.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PerformanceTest {
    static Stream<String> scenarios() {
        return Scenario.all().stream().map(Scenario::name);
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void theSameSeedGivesTheSameConversation(String name) {
        assertThat(perform(name, 7)).isEqualTo(perform(name, 7));
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void tellsEveryEventAsItHappens(String name) {
        List<Event> heard = new ArrayList<>();

        Conversation conversation = new Performance(scenario(name), 1).run(heard::add, _ -> {});

        assertThat(heard).isNotEmpty().isEqualTo(conversation.events());
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void nothingArrivesThatWasNeitherSentNorNumbered(String name) {
        Conversation conversation = perform(name, 3);
        List<Long> sent = of(conversation, PacketLeft.class)
                .map(left -> left.packet().number())
                .toList();

        assertThat(sent)
                .isEqualTo(Stream.iterate(1L, n -> n + 1).limit(sent.size()).toList());
        assertThat(of(conversation, PacketArrived.class).map(PacketArrived::packet))
                .isSubsetOf(sent);
    }

    @Test
    void connectReturnsOnTheSynAckAndAcceptOnTheAck() {
        Conversation echo = perform("echo", 1);

        assertThat(newsThatReleased(echo, "connect")).containsExactly(News.SYN_ACK);
        assertThat(newsThatReleased(echo, "accept")).containsExactly(News.ACK);
    }

    @Test
    void theEchoGoesThroughAllStatesOfAnOrderlyClose() {
        Conversation echo = perform("echo", 1);

        assertThat(states(echo, Side.LEFT))
                .containsExactly("SYN_SENT", "ESTABLISHED", "FIN_WAIT_1", "FIN_WAIT_2", "TIME_WAIT", "CLOSED");
        assertThat(states(echo, Side.RIGHT))
                .containsExactly("LISTEN", "SYN_RCVD", "ESTABLISHED", "CLOSE_WAIT", "LAST_ACK", "CLOSED");
    }

    @Test
    void lossIsRepairedAndTheCallsAreThoseOfEcho() {
        Conversation echo = perform("echo", 1);
        Conversation loss = perform("loss", 1);

        assertThat(loss.lost()).isEqualTo(2);
        assertThat(packets(loss))
                .filteredOn(packet -> packet.mark() == Mark.AGAIN)
                .hasSize(2);
        assertThat(calls(loss, Side.LEFT)).isEqualTo(calls(echo, Side.LEFT));
        assertThat(calls(loss, Side.RIGHT)).isEqualTo(calls(echo, Side.RIGHT));
    }

    @Test
    void aRefusedConnectNamesTheReset() {
        Conversation refused = perform("refused", 1);

        assertThat(newsThatReleased(refused, "connect")).containsExactly(News.RST);
        assertThat(calls(refused, Side.LEFT)).contains("connect = -1 ECONNREFUSED");
    }

    @Test
    void theRestThatRecvLeavesNeedsNoPacket() {
        Conversation rest = perform("recv-leaves-rest", 1);

        assertThat(calls(rest, Side.RIGHT)).containsSubsequence("recv = 5", "recv = 5", "recv = 1", "recv = 0");
        assertThat(of(rest, CallEnded.class).filter(end -> end.result().equals("1")))
                .singleElement()
                .satisfies(end -> assertThat(end.cause()).isZero());
    }

    @Test
    void theWindowClosesAndOpens() {
        Conversation blocks = perform("send-blocks", 1);

        assertThat(packets(blocks)
                        .filter(packet -> packet.news() == News.WINDOW)
                        .map(Packet::window))
                .contains(0)
                .anyMatch(window -> window > 0);
        assertThat(packets(blocks)).anyMatch(packet -> packet.mark() == Mark.PROBE);
    }

    @Test
    void hostsThatKnowEachOtherShowNoArp() {
        assertThat(packets(perform("echo", 1)).map(Packet::news)).doesNotContain(News.ARP_REQUEST);
        assertThat(packets(perform("ping", 1)).map(Packet::news)).contains(News.ARP_REQUEST, News.ARP_REPLY);
    }

    private static Scenario scenario(String name) {
        return Scenario.named(name).orElseThrow();
    }

    private static Conversation perform(String name, long seed) {
        return new Performance(scenario(name), seed).run(_ -> {}, _ -> {});
    }

    private static <T extends Event> Stream<T> of(Conversation conversation, Class<T> kind) {
        return conversation.events().stream().filter(kind::isInstance).map(kind::cast);
    }

    private static Stream<Packet> packets(Conversation conversation) {
        return of(conversation, PacketLeft.class).map(PacketLeft::packet);
    }

    private static List<String> states(Conversation conversation, Side side) {
        return of(conversation, StateEntered.class)
                .filter(entered -> entered.side() == side)
                .map(StateEntered::state)
                .toList();
    }

    private static List<String> calls(Conversation conversation, Side side) {
        return of(conversation, CallEnded.class)
                .filter(ended -> ended.side() == side)
                .map(ended -> ended.call().name() + " = " + ended.result())
                .toList();
    }

    private static List<News> newsThatReleased(Conversation conversation, String call) {
        return of(conversation, CallEnded.class)
                .filter(ended -> ended.call().name().equals(call))
                .flatMap(ended -> packets(conversation).filter(packet -> packet.number() == ended.cause()))
                .map(Packet::news)
                .toList();
    }
}

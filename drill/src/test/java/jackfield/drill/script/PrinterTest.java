package jackfield.drill.script;

import static org.assertj.core.api.Assertions.assertThat;

import jackfield.drill.script.Event.PacketEvent;
import jackfield.drill.script.Event.SyscallEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrinterTest {
    private static final int SEEDS = 5_000;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "< S 0:0(0) win 32792 <mss 1000,sackOK,TS val 100 ecr 0,nop,wscale 7>",
                "> [ect0] P. 1:1001(1000) ack 1 <...>",
                "> 8080 > 1234 FRPUEWA. 1:1(0) ack 4294967295 win 5 urg 7 <>",
                "< [ce] (tos 0x10, ttl 64, flowlabel 0x12345) - -1:0(1)",
                "< . 1:1(0) ack 1 <sack 1:2 3001:4001,md5 00ff,FO,FO 0aff,FOEXP,253 f989,eol,mp_join x>",
                "< SWA. 0:0(0) <ECN e1b 1 ceb 0 e0b 1,ECN>",
                "< 53 > 1024 udp (100)",
                "> raw (40)",
                "< icmp unreachable frag_needed mtu 1200 [1:1461(1460)]",
                "< icmpv6 packet_too_big mtu 1280 [udp (7)]",
                "< icmp echo_request id 7 seq 2",
                "> ipv4 192.168.0.1 > 10.0.0.2: gre: mpls (label 16, tc 0, [S], ttl 64): [ect01] R 0:0(0)",
            })
    void packetsAreWrittenAsTheyAreRead(String packet) {
        assertThat(PacketPrinter.text((PacketEvent) events("0 " + packet).getFirst()))
                .isEqualTo(packet);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-1",
                "0.25",
                "\"a\\\"\\\\\\n\\x00\\xff\"...",
                "O_RDWR|O_NONBLOCK|X",
                "~(A|(B & 3)) - -(4)",
                "[{fd=4, events=POLLIN}, {..., 1000}, []]",
                "{msg_name(...)=?, inet_pton(AF_INET6, \"::1\", &sin6_addr)}",
            })
    void expressionsAreWrittenAsTheyAreRead(String expression) {
        var call = (SyscallEvent) events("0 f(" + expression + ") = 0").getFirst();

        assertThat(ExpressionPrinter.text(call.arguments().getFirst())).isEqualTo(expression);
    }

    /** Damaged scripts give odder packets than anybody would think of. */
    @Test
    void whatIsWrittenIsReadAsTheSame() {
        int packets = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            for (Event event : eventsOrNone(damaged(new SplittableRandom(seed)))) {
                if (event instanceof PacketEvent packet) {
                    packets++;
                    assertThat(events("0 " + PacketPrinter.text(packet)))
                            .as("seed %d", seed)
                            .containsExactly(packet);
                } else if (event instanceof SyscallEvent call) {
                    for (Expression argument : call.arguments()) {
                        String text = "0 f(" + ExpressionPrinter.text(argument) + ") = 0";
                        assertThat(((SyscallEvent) events(text).getFirst()).arguments())
                                .as("seed %d: %s", seed, text)
                                .containsExactly(argument);
                    }
                }
            }
        }
        assertThat(packets).isGreaterThan(SEEDS);
    }

    private static String damaged(SplittableRandom random) {
        var text = new StringBuilder(Samples.ALL.get(random.nextInt(Samples.ALL.size())));
        int at = random.nextInt(text.length() - 10);
        int from = random.nextInt(text.length() - 10);
        String piece = text.substring(from, from + random.nextInt(10));
        return text.replace(at, at + random.nextInt(10), piece).toString();
    }

    private static List<Event> eventsOrNone(String script) {
        try {
            return events(script);
        } catch (ScriptException refused) {
            return List.of();
        }
    }

    private static List<Event> events(String script) {
        return new ArrayList<>(ScriptParser.parse("a", script).steps().stream()
                .map(Step::event)
                .toList());
    }
}

package jackfield.drill.script;

import static org.assertj.core.api.Assertions.assertThat;

import jackfield.drill.script.Event.CodeEvent;
import jackfield.drill.script.Event.CommandEvent;
import jackfield.drill.script.Event.Direction;
import jackfield.drill.script.Event.PacketEvent;
import jackfield.drill.script.Event.SyscallEvent;
import jackfield.drill.script.Event.UnknownEvent;
import jackfield.drill.script.Script.InitCommand;
import jackfield.drill.script.Script.ScriptOption;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ScriptParserTest {
    private static final long MS = 1_000_000L;

    @Test
    void readsOptionsAndInitCommandsWithTheirLines() {
        Script script = ScriptParser.parse("a.pkt", Samples.CONNECTION);

        assertThat(script.options())
                .containsExactly(
                        new ScriptOption(2, "tolerance_usecs", "10000"),
                        new ScriptOption(3, "ip_version", "ipv4"),
                        new ScriptOption(3, "mtu", "1500"));
        assertThat(script.init()).containsExactly(new InitCommand(5, "./defaults.sh\n sysctl -q net.ipv4.tcp_ecn=1"));
        assertThat(script.file()).isEqualTo("a.pkt");
    }

    @Test
    void readsQuotedAndBareOptions() {
        Script script = ScriptParser.parse("a", "--verbose\n--init_scripts=\"./a b\" // c\n--x='1 2'\n0 `true`");

        assertThat(script.options())
                .containsExactly(
                        new ScriptOption(1, "verbose", ""),
                        new ScriptOption(2, "init_scripts", "./a b"),
                        new ScriptOption(3, "x", "1 2"));
    }

    @Test
    void everyStepKnowsItsLineAndItsText() {
        Script script = ScriptParser.parse("a.pkt", Samples.CONNECTION);

        assertThat(script.steps()).hasSize(16);
        assertThat(script.steps().getFirst().line()).isEqualTo(10);
        assertThat(script.steps().getFirst().text()).isEqualTo("0   socket(..., SOCK_STREAM, IPPROTO_TCP) = 3");
        assertThat(script.steps().get(13).text())
                .isEqualTo("+0  > (tos 0x10, ttl 64) P5. 1001:2001(1000) ack 1\n   win 257");
        assertThat(script.steps().get(14).line()).isEqualTo(25);
    }

    @Test
    void readsEveryKindOfTime() {
        assertThat(time("0.100")).isEqualTo(new Time.Absolute(100 * MS));
        assertThat(time("+.1")).isEqualTo(new Time.Relative(100 * MS));
        assertThat(time("+ 0.000001")).isEqualTo(new Time.Relative(1000));
        assertThat(time("*")).isEqualTo(new Time.Any());
        assertThat(time("0.1~0.25")).isEqualTo(new Time.AbsoluteRange(100 * MS, 250 * MS));
        assertThat(time("+.1~+.2")).isEqualTo(new Time.RelativeRange(100 * MS, 200 * MS));
        assertThat(time("+.1 ~ .2")).isEqualTo(new Time.RelativeRange(100 * MS, 200 * MS));
        assertThat(time("0.1~+.2")).isEqualTo(new Time.AbsoluteRange(100 * MS, 300 * MS));
        assertThat(time("~+.2")).isEqualTo(new Time.RelativeRange(0, 200 * MS));
        assertThat(time("~3")).isEqualTo(new Time.AbsoluteRange(0, 3000 * MS));
        assertThat(time("1.0000000019")).isEqualTo(new Time.Absolute(1000 * MS + 1));
    }

    @Test
    void aBlockingCallSaysWhenItReturns() {
        assertThat(call("0.1...0.3 read(4) = 1").end()).contains(new Time.Absolute(300 * MS));
        assertThat(call("+0...0.200 accept(3, ..., ...) = 4").end()).contains(new Time.Relative(200 * MS));
        assertThat(call("+0...+0.200 accept(3) = 4").end()).contains(new Time.Relative(200 * MS));
        assertThat(call("+0 read(4) = 1").end()).isEmpty();
    }

    @Test
    void readsAnErrnoAndItsNote() {
        SyscallEvent call =
                call("+0 read(4, ..., 10) = -1 EAGAIN (Resource (temporarily) unavailable)\n+0 close(4) = 0");

        assertThat(call.result()).isEqualTo(new Expression.Number(-1));
        assertThat(call.errno()).isEqualTo("EAGAIN");
        assertThat(call.note()).isEqualTo("Resource (temporarily) unavailable");
    }

    @Test
    void aResultEndsWhereTheNextTimeBegins() {
        assertThat(ScriptParser.parse("a", "0 a() = 1\n+0 b() = 2\n*  > . 1:1(0)\n0.5 c() = A|B\n~+1 d()=0")
                        .steps())
                .hasSize(5);
    }

    @Test
    void readsCodeAndCommands() {
        Script script = ScriptParser.parse("a", "\n0 %{ assert x\nassert y }%\n+0 `echo \\`date\\``\n");

        assertThat(script.steps().get(0).event()).isEqualTo(new CodeEvent(2, " assert x\nassert y "));
        assertThat(script.steps().get(1).event()).isEqualTo(new CommandEvent("echo `date`"));
    }

    @Test
    void definedWordsStandForOthers() {
        Script script = ScriptParser.parse(
                "a",
                "--define=LEVEL=SOL_IP\n0 setsockopt(3, LEVEL, N, [A]) = 0\n+0 < S 0:0(0) win N <FO COOKIE>",
                Map.of("N", "12", "A", "X|1", "COOKIE", "00ff"));

        SyscallEvent call = (SyscallEvent) script.steps().get(0).event();
        assertThat(call.arguments().get(1)).isEqualTo(new Expression.Symbol("SOL_IP"));
        assertThat(call.arguments().get(2)).isEqualTo(new Expression.Number(12));
        PacketEvent packet = (PacketEvent) script.steps().get(1).event();
        var tcp = (Packet.TcpPacket) packet.packet();
        assertThat(tcp.window()).isEqualTo(OptionalInt.of(12));
        assertThat(tcp.options())
                .isEqualTo(new TcpOptionList.Listed(java.util.List.of(new TcpOption.FastOpen(false, "00ff"))));
    }

    @Test
    void whatIsWellFormedButUnknownIsKeptForTheReport() {
        var events = ScriptParser.parse("a", Samples.PACKETS).steps().stream()
                .map(Step::event)
                .filter(UnknownEvent.class::isInstance)
                .toList();

        assertThat(events)
                .containsExactly(
                        new UnknownEvent("packet sctp", "sctp: INIT[flgs=0, tag=1,\n     a_rwnd=1500]"),
                        new UnknownEvent("packet field sprinkled", ". 1:1(0) ack 1 sprinkled with 1 sugar"));
    }

    @Test
    void anUnknownIpFieldMakesTheStepUnknown() {
        Script script = ScriptParser.parse("a", "0 < [hop 3] S 0:0(0)\n+0 > S. 0:0(0) ack 1");

        assertThat(script.steps()).hasSize(2);
        assertThat(script.steps().getFirst().event()).isEqualTo(new UnknownEvent("IP field hop", "[hop 3] S 0:0(0)"));
    }

    @Test
    void injectIsAnotherWordForInbound() {
        PacketEvent arrow = (PacketEvent) only("0 < S 0:0(0)").event();

        assertThat(only("0 inject S 0:0(0)").event()).isEqualTo(arrow);
        assertThat(arrow.direction()).isEqualTo(Direction.INBOUND);
    }

    private static Time time(String time) {
        return only(time + " > . 1:1(0)").start();
    }

    private static SyscallEvent call(String text) {
        return (SyscallEvent) ScriptParser.parse("a", text).steps().getFirst().event();
    }

    private static Step only(String text) {
        Script script = ScriptParser.parse("a", text);
        assertThat(script.steps()).hasSize(1);
        assertThat(Optional.of(script.steps().getFirst().text())).contains(text);
        return script.steps().getFirst();
    }
}

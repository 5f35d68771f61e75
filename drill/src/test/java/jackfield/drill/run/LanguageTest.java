package jackfield.drill.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What scripts of others bring along: it runs, or the script is skipped with what it was that nobody here knows. */
class LanguageTest {
    private static final String CONNECTION = """
            0  socket(..., SOCK_STREAM, IPPROTO_TCP) = 3
            +0 setsockopt(3, SOL_SOCKET, SO_REUSEADDR, [1], 4) = 0
            +0 bind(3, ..., ...) = 0
            +0 listen(3, 1) = 0
            +0 < S 0:0(0) win 32792 <mss 1000,sackOK,nop,nop,nop,wscale 7>
            +0 > S. 0:0(0) ack 1 <mss 1460,nop,nop,sackOK,nop,wscale 7>
            +.1 < . 1:1(0) ack 1 win 257
            +0 accept(3, ..., ...) = 4
            """;

    @TempDir
    Path folder;

    private Verdict run(String source) {
        return new Drill(DrillOptions.DEFAULT)
                .run("test.pkt", source, folder)
                .getFirst()
                .verdict();
    }

    private void passes(String source) {
        assertThat(run(source)).as(source).isEqualTo(new Verdict.Passed());
    }

    private String skipped(String source) {
        Verdict verdict = run(source);
        assertThat(verdict).as(source).isInstanceOf(Verdict.Skipped.class);
        return ((Verdict.Skipped) verdict).reason();
    }

    private String failed(String source) {
        Verdict verdict = run(source);
        assertThat(verdict).as(source).isInstanceOf(Verdict.Failed.class);
        return ((Verdict.Failed) verdict).reason();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ip tcp_metrics flush all > /dev/null 2>&1",
                "ip route show",
                "ip addr show dev tun0",
                "ip -4 route change 192.0.2.1 via 192.168.0.2 dev tun0 initcwnd 10",
                "nstat -n",
                "nstat > /dev/null",
                "ss -tin",
                "tc -s qdisc show dev tun0",
                "tc qdisc del dev tun0 root 2>/dev/null; tc qdisc add dev tun0 root fq",
                "tc qdisc add dev tun0 root pfifo limit 1000",
                "modprobe tcp_bbr",
                "sysctl net.ipv4.tcp_sack",
                "sysctl -e -q net.ipv4.tcp_early_demux=1 >/dev/null 2>&1 || true",
                "echo hello",
                "echo 1 > /proc/sys/net/ipv4/tcp_sack",
                "echo \"4096 131072 6291456\" > /proc/sys/net/ipv4/tcp_rmem",
                "sysctl -q net.ipv4.tcp_fastopen_key=a1a1a1a1-b2b2b2b2-c3c3c3c3-d4d4d4d4",
                "sysctl -q net.ipv4.ip_local_port_range=\"32768 60999\"",
                "# nothing"
            })
    void aHarmlessCommandIsUnderstood(String command) {
        passes("`" + command + "`\n" + CONNECTION);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nstat | grep TcpRetransSegs",
                "ip route show | grep -q mss",
                "ip route replace 192.0.2.1 dev tun0 congctl cubic",
                "tc qdisc add dev tun0 root netem delay 10ms",
                "tc qdisc add dev tun0 root pfifo limit 1",
                "iptables -A OUTPUT -j DROP",
                "modprobe tcp_vegas",
                "sysctl -p /etc/sysctl.conf",
                "sleep 1",
                "echo 1 > /tmp/x",
                "cat /etc/passwd | tee x",
                "if true",
                "rm -rf /nowhere"
            })
    void aCommandThatWouldMatterSkipsTheScriptWithTheCommand(String command) {
        assertThat(skipped("`" + command + "`\n" + CONNECTION)).isEqualTo("shell command: " + command);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tcp_max_tw_buckets=5",
                "tcp_max_orphans=0",
                "tcp_mem=1 2 3",
                "ip_local_port_range=32768 32768",
                "net.core.rmem_max=4096",
                "tcp_fastopen_blackhole_timeout_sec=60",
                "tcp_comp_sack_slack_ns=50000000",
                "tcp_fastopen_key=no-key",
                "icmp_msgs_per_sec=1",
                "tcp_congestion_control=vegas",
                "tcp_sack=1 2"
            })
    void aValueThatIsNotHonouredSkipsTheScript(String setting) {
        String name = setting.substring(0, setting.indexOf('='));
        String value = setting.substring(setting.indexOf('=') + 1);

        assertThat(skipped("`sysctl -q " + name + "=\"" + value + "\"`\n" + CONNECTION))
                .contains(value)
                .containsAnyOf(name, "congestion controller");
    }

    @Test
    void segmentsOutOfOrderShareAcknowledgmentsAsTheSettingSays() {
        String burst = """
                +0 < . 1001:2001(1000) ack 1 win 257
                +0 < . 2001:3001(1000) ack 1 win 257
                +0 < . 3001:4001(1000) ack 1 win 257
                +0 < . 4001:5001(1000) ack 1 win 257
                +0 < . 5001:6001(1000) ack 1 win 257
                +0 < . 6001:7001(1000) ack 1 win 257
                +0 > . 1:1(0) ack 1 <nop,nop,sack 1001:2001>
                +0 > . 1:1(0) ack 1 <nop,nop,sack 1001:3001>
                +0 > . 1:1(0) ack 1 <nop,nop,sack 1001:4001>
                """;
        String last = "> . 1:1(0) ack 1 <nop,nop,sack 1001:7001>\n";
        String each = "+0 > . 1:1(0) ack 1 <nop,nop,sack 1001:5001>\n+0 > . 1:1(0) ack 1 <nop,nop,sack 1001:6001>\n";

        passes("--tolerance_usecs=500\n`sysctl -q net.ipv4.tcp_comp_sack_nr=0`\n" + CONNECTION + burst + each + "+0 "
                + last);
        passes("--tolerance_usecs=500\n" + CONNECTION + burst + "+.001 " + last);
        passes("--tolerance_usecs=500\n`sysctl -q net.ipv4.tcp_comp_sack_delay_ns=4000000`\n" + CONNECTION + burst
                + "+.004 " + last);
    }

    @Test
    void theInterfacesMtuIsSet() {
        String script = CONNECTION.replace("mss 1460", "mss 1360");

        passes("`ip link set dev tun0 mtu 1400`\n" + script);
        passes("`ifconfig tun0 mtu 1400`\n" + script);
        assertThat(skipped(CONNECTION + "+0 `ip link set dev tun0 mtu 1400`\n")).contains("MTU");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--send_omit_free | ''",
                "--tolerance_percent=2.5 | ''",
                "--dry_run | option --dry_run",
                "--wire_client | option --wire_client",
                "--so_filename=x.so | option --so_filename"
            })
    void anOptionThatChangesNothingIsTakenAndOthersAreNamed(String option, String reason) {
        if (reason.isEmpty()) {
            passes(option + "\n" + CONNECTION);
        } else {
            assertThat(skipped(option + "\n" + CONNECTION)).isEqualTo(reason);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "+0 < sctp: INIT[flgs=0, tag=1, a_rwnd=1500] | packet sctp",
                "+0 < udplite (100, 20) | packet udplite",
                "+0 < S 0:0(0) win 9 <mpcapable v1 flags[flag_h] nokey> | TCP option mpcapable",
                "+0 < gre: S 0:0(0) win 9 | encapsulation gre",
                "+0 < ipv4 1.1.1.1 > 2.2.2.2: mpls (label 3, tc 2, [S], ttl 5): S 0:0(0) win 9 | encapsulation ipv4",
                "+0 cap_set(cap_net_admin, 0) = 0 | system call cap_set",
                "+0 setsockopt(4, SOL_TCP, TCP_REPAIR, [1], 4) = 0 | socket option SOL_TCP TCP_REPAIR",
                "+0 setsockopt(4, SOL_TCP, TCP_MD5SIG, {tcpm_addr=...}, 9) = 0 | a number written as ...",
                "+0 %{ import os }% | import os",
                "+0 %{ x = ().__class__ }% | __class__",
                "+0 %{ f = open('x') }% | open",
                "+0 %{ assert bbr_bw > 0 }% | variable bbr_bw"
            })
    void whatNobodyHereKnowsIsNamed(String step, String reason) {
        assertThat(skipped(CONNECTION + step + "\n")).contains(reason);
    }

    @Test
    void anIcmpErrorMayQuoteASyn() {
        passes("""
                0  socket(..., SOCK_STREAM, IPPROTO_TCP) = 3
                +0 fcntl(3, F_SETFL, O_RDWR|O_NONBLOCK) = 0
                +0 connect(3, ..., ...) = -1 EINPROGRESS (Operation now in progress)
                +0 > S 0:0(0) <...>
                +0 < icmp unreachable host_unreachable [S 0:0(0)]
                +0 getsockopt(3, SOL_SOCKET, SO_ERROR, [EHOSTUNREACH], [4]) = 0
                """);
    }

    @Test
    void aTimeMayEndWithItsPoint() {
        passes("0. socket(..., SOCK_STREAM, IPPROTO_TCP) = 3\n1. close(3) = 0\n");
    }

    @Test
    void aTimeBeforeTheStepBeforeIsRefused() {
        Verdict verdict = run("0.5 socket(..., SOCK_STREAM, IPPROTO_TCP) = 3\n0.1 close(3) = 0\n");

        assertThat(verdict).isInstanceOf(Verdict.Unusable.class);
        assertThat(((Verdict.Unusable) verdict).message()).startsWith("test.pkt:2:1: time goes backwards");
    }

    @Test
    void pythonBeyondOurOwnSharesNamesFromPieceToPiece() {
        passes(CONNECTION + """
                +0 %{
                limit = 5
                }%
                +0 %{
                import math
                def twice(x):
                    return math.floor(x) * 2
                seen = {'cwnd': tcpi_snd_cwnd}
                while limit > 0:
                    limit -= 1
                }%
                +0 %{
                try:
                    assert limit == 1, 'not one'
                except AssertionError as e:
                    print(f'{e}')
                assert twice(seen['cwnd']) == 20 and limit == 0, seen
                }%
                """);
    }

    @Test
    void whatPythonRefusesFailsWithItsLine() {
        assertThat(failed(CONNECTION + "+0 %{\nx = {'a': 1}\nassert x['a'] == 2, 'it is %d' % x['a']\n}%\n"))
                .isEqualTo("AssertionError: it is 1");
        assertThat(failed(CONNECTION + "+0 %{ raise ValueError('no') }%\n")).isEqualTo("ValueError: no");
        assertThat(failed(CONNECTION + "+0 %{ x = 'a' * 10 ** 10 }%\n")).isEqualTo("MemoryError");
    }

    @Test
    void withTheShellAllowedPythonMayDoAnything() {
        var drill = new Drill(new DrillOptions(List.of(), List.of(), Map.of(), true, false));

        ScriptResult result = drill.run("test.pkt", CONNECTION + "+0 %{ open('made', 'w').close() }%\n", folder)
                .getFirst();

        assertThat(result.verdict()).isEqualTo(new Verdict.Passed());
        assertThat(Files.exists(folder.resolve("made"))).isTrue();
    }

    @Test
    void anEditorsMarkAndLineEndsOfWindowsDoNotMatter() {
        passes("\uFEFF" + CONNECTION.replace("\n", "\r\n"));
        passes(CONNECTION.replace(' ', '\t'));
    }
}

package jackfield.drill.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jackfield.drill.script.ScriptParser;
import jackfield.drill.setting.Family;
import jackfield.drill.setting.Setup;
import jackfield.drill.setting.SetupReader;
import jackfield.drill.setting.Shell;
import jackfield.drill.setting.UnknownConstruct;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Options and shell lines become settings; nothing else is executed. */
class SettingsTest {
    @TempDir
    Path directory;

    private Setup read(String source, boolean isShellAllowed) {
        return SetupReader.read(
                ScriptParser.parse("a.pkt", source), Family.IPV4, List.of(), new Shell(isShellAllowed, directory));
    }

    private Setup read(String source) {
        return read(source, false);
    }

    @Test
    void severalSysctlsStandOnALine() {
        Setup setup = read("`sysctl -q net.ipv4.tcp_sack=0 net.ipv4.tcp_wmem=\"4096 20000 300000\"`\n0 close(3) = 0\n");

        assertThat(setup.engine().tcp().sack()).isFalse();
        assertThat(setup.engine().tcp().buffers().sendMostBytes()).isEqualTo(300_000);
    }

    @Test
    void procNamesAndFreeBsdNamesAreUnderstood() {
        Setup setup = read(
                "`./set_sysctls.py /proc/sys/net/ipv4/tcp_ecn=1\nsysctl -w net.inet.tcp.keepcnt=3`\n0 close(3) = 0\n");

        assertThat(setup.engine().tcp().congestion().ecn()).isEqualTo(1);
        assertThat(setup.engine().tcp().keepCount()).isEqualTo(3);
    }

    @Test
    void aFileBesideTheScriptIsReadAndNotExecuted() throws IOException {
        Files.writeString(directory.resolve("mine.sh"), "#!/bin/sh\n# why\nsysctl -q net.ipv4.tcp_syn_retries=2\n");

        assertThat(read("--init_scripts=./mine.sh\n0 close(3) = 0\n")
                        .engine()
                        .tcp()
                        .opening()
                        .synRetries())
                .isEqualTo(2);
    }

    @Test
    void aFileWithAnythingElseIsRefused() throws IOException {
        Files.writeString(directory.resolve("mine.sh"), "touch " + directory.resolve("made") + "\n");

        assertThatThrownBy(() -> read("`./mine.sh`\n0 close(3) = 0\n")).isInstanceOf(UnknownConstruct.class);
        assertThat(directory.resolve("made")).doesNotExist();
    }

    @Test
    void aShellCommandIsExecutedOnlyWhereThatIsAllowed() {
        String source = "`touch made`\n0 close(3) = 0\n";

        assertThatThrownBy(() -> read(source))
                .isInstanceOf(UnknownConstruct.class)
                .hasMessageContaining("touch made");
        assertThat(directory.resolve("made")).doesNotExist();
        read(source, true);
        assertThat(directory.resolve("made")).exists();
    }

    @Test
    void theRouteAndTheInterfaceAreSet() {
        Setup setup = read("""
                0 `ip route change 192.0.2.1 via 192.168.0.2 dev tun0 initcwnd 3 rto_min 5ms`
                +0 `ethtool -K tun0 tso off gso off`
                +0 close(3) = 0
                """);

        assertThat(setup.engine().tcp().congestion().initialSegments()).isEqualTo(3);
        assertThat(setup.engine().tcp().minimumRtoNanos()).isEqualTo(5_000_000);
        assertThat(setup.cutsSegments()).isFalse();
    }

    @Test
    void packetdrillsOptionsAreUnderstood() {
        Setup setup = read("""
                --tolerance_usecs=7
                --mtu=9000
                --local_ip=10.1.1.1
                --bind_port=99
                --tcp_ts_tick_usecs=1000
                0 close(3) = 0
                """);

        assertThat(setup.toleranceMicros()).isEqualTo(7);
        assertThat(setup.mtu()).isEqualTo(9000);
        assertThat(setup.addresses().local().toString()).isEqualTo("10.1.1.1");
        assertThat(setup.addresses().bindPort()).isEqualTo(99);
        assertThat(setup.timestampTickMicros()).isEqualTo(1000);
    }
}

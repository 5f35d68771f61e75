package jackfield.conformance.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.Session;
import jackfield.conformance.interop.Namespace;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ClientChannel;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.keyverifier.AcceptAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.keyprovider.FileKeyPairProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** OpenSSH's server, with JSch and with Apache MINA SSHD: what goes into cat comes out of it. */
@Tag("interop")
class SshTest {
    private static final int PORT = 2222;
    private static final String SSHD = "/usr/sbin/sshd";
    private static final int CONNECT_MILLIS = 60_000;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {Lab.PERFECT, Lab.LOSSY})
    void jsch(String weather) throws Exception {
        try (var lab = new TapLab(weather)) {
            start(lab);
            lab.onClient(() -> {
                // Over a bad line several sessions at once, as one takes long: 10 MB together, both ways counted.
                int sessions = weather.isEmpty() ? 1 : 5;
                byte[] sent = Load.stream(Load.BYTES / 2 / sessions);
                Load.inParallel(sessions, sessions, n -> {
                    assertThat(Arrays.equals(byJsch(sent), sent)).isTrue();
                });
                return null;
            });
        }
    }

    private byte[] byJsch(byte[] sent) throws Exception {
        var jsch = new JSch();
        jsch.addIdentity(folder.resolve("user").toString());
        Session session = jsch.getSession("root", TapLab.SERVER, PORT);
        session.setConfig("StrictHostKeyChecking", "no");
        session.connect(CONNECT_MILLIS);
        try {
            ChannelExec cat = (ChannelExec) session.openChannel("exec");
            cat.setCommand("cat");
            var in = cat.getInputStream();
            OutputStream out = cat.getOutputStream();
            cat.connect(CONNECT_MILLIS);
            Thread writer = Thread.startVirtualThread(() -> send(out, sent));
            byte[] got = in.readAllBytes();
            writer.join();
            return got;
        } finally {
            session.disconnect();
        }
    }

    private static void send(OutputStream out, byte[] bytes) {
        try (out) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {Lab.PERFECT, Lab.LOSSY})
    void mina(String weather) throws Exception {
        try (var lab = new TapLab(weather)) {
            start(lab);
            lab.onClient(() -> {
                try (SshClient client = SshClient.setUpDefaultClient()) {
                    client.setServerKeyVerifier(AcceptAllServerKeyVerifier.INSTANCE);
                    client.setKeyIdentityProvider(new FileKeyPairProvider(folder.resolve("user")));
                    client.start();
                    int sessions = weather.isEmpty() ? 1 : 5;
                    byte[] sent = Load.stream(Load.BYTES / 2 / sessions);
                    Load.inParallel(sessions, sessions, n -> {
                        assertThat(Arrays.equals(byMina(client, sent), sent)).isTrue();
                    });
                }
                return null;
            });
        }
    }

    private static byte[] byMina(SshClient client, byte[] sent) throws Exception {
        try (ClientSession session = client.connect("root", TapLab.SERVER, PORT)
                .verify(CONNECT_MILLIS)
                .getSession()) {
            session.auth().verify(CONNECT_MILLIS);
            try (ClientChannel cat = session.createExecChannel("cat")) {
                cat.open().verify(CONNECT_MILLIS);
                Thread writer = Thread.startVirtualThread(() -> send(cat.getInvertedIn(), sent));
                byte[] got = cat.getInvertedOut().readAllBytes();
                writer.join();
                cat.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), TimeUnit.SECONDS.toMillis(30));
                return got;
            }
        }
    }

    private void start(TapLab lab) throws Exception {
        assumeTrue(Files.isExecutable(Path.of(SSHD)), "openssh-server is not installed");
        for (String key : new String[] {"host", "user"}) {
            Path file = folder.resolve(key);
            Namespace.command("ssh-keygen", "-q", "-t", "ecdsa", "-N", "", "-f", file.toString());
        }
        Files.copy(folder.resolve("user.pub"), folder.resolve("authorized"));
        Path config = Files.writeString(folder.resolve("config"), """
                HostKey %1$s/host
                AuthorizedKeysFile %1$s/authorized
                PidFile none
                StrictModes no
                UsePAM no
                PermitRootLogin prohibit-password
                """.formatted(folder));
        Files.createDirectories(Path.of("/run/sshd"));
        lab.kernel()
                .startServer(
                        PORT,
                        SSHD,
                        "-D",
                        "-e",
                        "-f",
                        config.toString(),
                        "-o",
                        "ListenAddress=" + TapLab.SERVER + ":" + PORT);
    }
}

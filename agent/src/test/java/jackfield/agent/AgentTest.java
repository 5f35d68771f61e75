package jackfield.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application that knows nothing of us, started with the agent, on a simulated network. */
final class AgentTest {
    @TempDir
    private static Path folder;

    private static Child child;

    @BeforeAll
    static void makeJars() throws IOException {
        child = new Child(folder);
    }

    @Test
    void clientsOfAllKindsSpeakFromOneHostToAnother() throws IOException, InterruptedException {
        Child.Ended ended = child.run(
                "link=sim,name.db=10.9.0.2",
                "http@app",
                "echo@db",
                "udp@db",
                "name@db",
                "name@APP",
                "reverse@10.9.0.2",
                "connect@10.9.0.2@9");

        assertThat(ended.output())
                .containsExactly(
                        "http@app 100000 from 10.9.0.1",
                        "url@app 0 from 10.9.0.1",
                        "echo@db hello from 10.9.0.1",
                        "udp@db datagram from 10.9.0.1",
                        "name@db 10.9.0.2",
                        "name@APP 10.9.0.2",
                        "reverse@10.9.0.2 app",
                        "connect@10.9.0.2 java.net.ConnectException: Connection refused");
        assertThat(ended.exitCode()).isZero();
    }

    @Test
    void loopbackIsTheApplicationsOwn() throws IOException, InterruptedException {
        assertThat(child.run("link=sim", "http@localhost", "echo@127.0.0.1").output())
                .containsExactly(
                        "http@localhost 100000 from 127.0.0.1",
                        "url@localhost 0 from 127.0.0.1",
                        "echo@127.0.0.1 hello from 127.0.0.1");
    }

    @Test
    void weatherIsGotThrough() throws IOException, InterruptedException {
        assertThat(child.run("link=sim,weather=delay 20ms loss 2%,seed=5", "http@app", "echo@app", "udp@app")
                        .output())
                .containsExactly(
                        "http@app 100000 from 10.9.0.1",
                        "url@app 0 from 10.9.0.1",
                        "echo@app hello from 10.9.0.1",
                        "udp@app datagram from 10.9.0.1");
    }

    @Test
    void whatReachesTheKernelIsListedAtExit() throws IOException, InterruptedException {
        Child.Ended ended = child.run("link=sim,loopback=kernel", "connect@127.0.0.1@9", "connect@127.0.0.1@9");

        assertThat(ended.output())
                .containsExactly(
                        "connect@127.0.0.1 java.net.ConnectException: Connection refused",
                        "connect@127.0.0.1 java.net.ConnectException: Connection refused",
                        "jackfield: these reached the kernel:",
                        "jackfield:   Socket 127.0.0.1:9 (2)");
    }

    @Test
    void badOptionsEndBeforeMainWithASentence() throws IOException, InterruptedException {
        Child.Ended ended = child.run("link=sim,wether=loss 1%", "connect@127.0.0.1@9");

        assertThat(ended.output()).singleElement().asString().startsWith("jackfield: there is no option wether, but ");
        assertThat(ended.exitCode()).isEqualTo(2);
    }

    @Test
    void twoHostsOfOneAddressEndBeforeMain() throws IOException, InterruptedException {
        Child.Ended ended = child.run("link=sim,address=10.9.0.1/24", "connect@127.0.0.1@9");

        assertThat(ended.output())
                .containsExactly(
                        "jackfield: the hosts app and client of the network jackfield both have the address 10.9.0.1");
        assertThat(ended.exitCode()).isEqualTo(2);
    }

    @Test
    void aNamespaceThatIsNotThereEndsBeforeMain() throws IOException, InterruptedException {
        Child.Ended ended = child.run("link=tap:jf0,address=10.9.0.2/24,netns=jf-no-such", "connect@127.0.0.1@9");

        assertThat(ended.output()).singleElement().asString().startsWith("jackfield: ");
        assertThat(ended.exitCode()).isEqualTo(1);
    }
}

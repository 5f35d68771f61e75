package jackfield.conformance.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jackfield.conformance.architecture.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The agent's jar as it is shipped: an application that knows nothing of us against the kernel's own programs. */
@Tag("interop")
@Timeout(120)
final class AgentInteropTest {
    private static final Path AGENT = Sources.root().resolve("agent/target/jackfield-agent.jar");
    private static final Path APP = Sources.root().resolve("agent/src/test/resources/jackfield/agent/App.txt");

    @TempDir
    private Path folder;

    private KernelHost kernel;

    @BeforeEach
    void makeKernelHost() {
        assumeTrue(Files.exists(AGENT), AGENT + " is made by mvn package");
        kernel = new KernelHost();
    }

    @AfterEach
    void closeKernelHost() {
        if (kernel != null) {
            kernel.close();
        }
    }

    private Path application() throws IOException {
        Path source = folder.resolve("App.java");
        Files.copy(APP, source);
        Path classes = Files.createDirectory(folder.resolve("app"));
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-d", classes.toString(), source.toString()))
                .isZero();
        return classes;
    }

    private Program app(String options, String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-javaagent:" + AGENT + "=" + options,
                "-cp",
                application().toString(),
                "App"));
        command.addAll(List.of(arguments));
        return new Program(new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    private String tap() {
        return "link=tap:tap0,netns=" + kernel.namespace().name() + ",address=" + KernelHost.OURS4 + "/24 "
                + KernelHost.OURS6 + "/64,peer-address=" + KernelHost.KERNEL4 + "/24 " + KernelHost.KERNEL6
                + "/64,name.web=" + KernelHost.KERNEL4;
    }

    @Test
    void theJarHasAllItNeedsAndNothingElse() throws IOException {
        try (var jar = new JarFile(AGENT.toFile())) {
            assertThat(jar.getManifest().getMainAttributes().getValue("Premain-Class"))
                    .isEqualTo("jackfield.agent.Agent");
            assertThat(jar.stream().map(Object::toString).filter(name -> !name.endsWith("/")))
                    .contains("META-INF/services/java.net.spi.InetAddressResolverProvider")
                    .doesNotContain("module-info.class")
                    .allMatch(name -> name.startsWith("jackfield/") || name.startsWith("META-INF/"));
        }
    }

    @Test
    void anApplicationTalksToTheKernelsWebServer() throws Exception {
        Files.writeString(folder.resolve("page.txt"), "a page of the kernel's");
        kernel.startServer(
                8000, "python3", "-m", "http.server", "8000", "--directory", folder.toString(), "--bind", "::");

        try (Program app = app(
                tap(),
                "get@http://web:8000/page.txt",
                "get@http://[" + KernelHost.KERNEL6 + "]:8000/page.txt",
                "name@web",
                "connect@web@9",
                "http@localhost")) {
            assertThat(app.succeeds().lines())
                    .containsExactly(
                            "get@http://web:8000/page.txt a page of the kernel's",
                            "get@http://[" + KernelHost.KERNEL6 + "]:8000/page.txt a page of the kernel's",
                            "name@web " + KernelHost.KERNEL4,
                            "connect@web java.net.ConnectException: Connection refused",
                            "http@localhost 100000 from 127.0.0.1",
                            "url@localhost 0 from 127.0.0.1");
        }
    }

    @Test
    void whatWasWrittenBeforeTheEndArrives() throws Exception {
        Program sink = kernel.startServer(9000, "python3", "-c", """
                import socket
                listener = socket.create_server(('', 9000))
                connection = listener.accept()[0]
                count = 0
                while data := connection.recv(65536):
                    count += len(data)
                print(count, 'bytes and the end')
                """);

        try (Program app = app(tap(), "write@web@9000@5000000")) {
            assertThat(app.succeeds().lines()).containsExactly("written");
        }

        assertThat(sink.succeeds()).isEqualTo("5000000 bytes and the end\n");
    }

    @Test
    void theKernelsCurlTalksToTheApplicationsServer() throws Exception {
        assumeTrue(Namespace.isInstalled("curl"), "curl is not installed");
        try (Program app = app(tap(), "serve@8080")) {
            app.awaitOutput("serving");

            assertThat(kernel.run("curl", "-s", "--max-time", "20", "-d", "hello", "http://10.9.0.2:8080/"))
                    .isEqualTo("5 from " + KernelHost.KERNEL4);
        }
    }
}

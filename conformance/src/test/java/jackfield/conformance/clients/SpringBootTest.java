package jackfield.conformance.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jackfield.conformance.architecture.Sources;
import jackfield.conformance.interop.KernelHost;
import jackfield.conformance.interop.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A Spring Boot application, started with the agent, serves the kernel's side of a TAP. */
@Tag("interop")
class SpringBootTest {
    private static final Path AGENT = Sources.root().resolve("agent/target/jackfield-agent.jar");
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    @ParameterizedTest
    @ValueSource(strings = {Lab.PERFECT, Lab.LOSSY})
    void aThousandRequests(String weather) throws Exception {
        assumeTrue(Files.exists(AGENT), AGENT + " is made by mvn package");
        try (var kernel = new KernelHost();
                Program app = application(kernel, weather)) {
            app.awaitOutput("Started Main");

            String said = kernel.run(
                    JAVA,
                    "-cp",
                    System.getProperty("java.class.path"),
                    HttpLoad.class.getName(),
                    "http://10.9.0.2:8080/");

            assertThat(said).contains(Load.REQUESTS + " answers are right");
        }
    }

    private static Program application(KernelHost kernel, String weather) throws IOException {
        String options = "link=tap:tap0,netns=" + kernel.namespace().name()
                + ",address=10.9.0.2/24,peer-address=" + KernelHost.KERNEL4 + "/24"
                + (weather.isEmpty() ? "" : ",weather=" + weather);
        return new Program(new ProcessBuilder(
                        JAVA,
                        "--enable-native-access=ALL-UNNAMED",
                        "-javaagent:" + AGENT + "=" + options,
                        "-jar",
                        jar().toString(),
                        "--server.port=8080")
                .redirectErrorStream(true)
                .start());
    }

    private static Path jar() throws IOException {
        Path target = Sources.root().resolve("conformance-app/target");
        assumeTrue(Files.isDirectory(target), target + " is made by mvn package");
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(file -> file.getFileName().toString().matches("jackfield-conformance-app-.*\\.jar"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}

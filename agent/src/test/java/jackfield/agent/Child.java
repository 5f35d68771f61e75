package jackfield.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** An application jar compiled here, an agent jar made of the classes of this JVM, and JVMs that run the two. */
final class Child {
    private static final long PATIENCE_SECONDS = 60;

    private final Path folder;
    private final Path app;
    private final Path agent;

    Child(Path folder) throws IOException {
        this.folder = folder;
        app = application();
        agent = agent();
    }

    /** How a JVM ended: what it printed, in one, and its exit code. */
    record Ended(int exitCode, List<String> output) {}

    private Path application() throws IOException {
        Path source = folder.resolve("App.java");
        try (InputStream in = Child.class.getResourceAsStream("App.txt")) {
            Files.copy(in, source);
        }
        Path classes = Files.createDirectory(folder.resolve("app"));
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-d", classes.toString(), source.toString()))
                .isZero();
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "App");
        return jar("app.jar", manifest, List.of(classes));
    }

    private Path agent() throws IOException {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", Agent.class.getName());
        return jar("jackfield-agent.jar", manifest, ourClasses());
    }

    /** The folders and jars of our modules: surefire has them on the module path or on the class path. */
    private static List<Path> ourClasses() {
        return Stream.of("java.class.path", "jdk.module.path")
                .flatMap(property -> Stream.of(System.getProperty(property, "").split(java.io.File.pathSeparator)))
                .filter(path -> !path.isEmpty() && !path.contains("test"))
                .map(Path::of)
                .filter(path ->
                        Files.isDirectory(path) || path.getFileName().toString().startsWith("jackfield-"))
                .distinct()
                .toList();
    }

    private Path jar(String name, Manifest manifest, List<Path> sources) throws IOException {
        var entries = new TreeMap<String, byte[]>();
        for (Path source : sources) {
            Gathered.into(entries, source);
        }
        Path jar = folder.resolve(name);
        try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            for (var entry : entries.entrySet()) {
                out.putNextEntry(new JarEntry(entry.getKey()));
                out.write(entry.getValue());
            }
        }
        return jar;
    }

    /** Runs the application with the agent. */
    Ended run(String agentOptions, String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-javaagent:" + agent + "=" + agentOptions,
                "-jar",
                app.toString()));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(folder, "output", ".txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean hasEnded = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (!hasEnded) {
            process.destroyForcibly().waitFor();
        }
        List<String> lines = Files.readAllLines(output, StandardCharsets.UTF_8);
        assertThat(hasEnded).as("%s", lines).isTrue();
        return new Ended(process.exitValue(), lines);
    }
}

package jackfield.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.IVersionProvider;

/** Tells the version that the build wrote into the module. */
final class Version implements IVersionProvider {
    private static final String RESOURCE = "version.txt";

    Version() {}

    @Override
    public String[] getVersion() {
        try (InputStream in = Version.class.getResourceAsStream(RESOURCE)) {
            String number = in == null ? "unknown" : new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
            return new String[] {"jackfield " + number};
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package jackfield.conformance.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jackfield.conformance.interop.Namespace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PostgreSQL's server and its JDBC driver, by the JVM's own sockets and by its socketFactory. */
@Tag("interop")
class PostgresTest {
    private static final int PORT = 5432;
    private static final String USER = "postgres";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {Lab.PERFECT, Lab.LOSSY})
    void byTheJvmsSockets(String weather) throws Exception {
        try (var lab = new TapLab(weather)) {
            start(lab);
            lab.onClient(() -> {
                insertAndSelect(new Properties());
                return null;
            });
        }
    }

    @Test
    void byItsSocketFactory() throws Exception {
        try (var lab = new TapLab(Lab.PERFECT)) {
            start(lab);
            ClientSockets.on(lab.client().sockets());
            var properties = new Properties();
            properties.setProperty("socketFactory", ClientSockets.class.getName());
            insertAndSelect(properties);
        }
    }

    private static void insertAndSelect(Properties properties) throws Exception {
        try (Connection connection = connect(properties);
                Statement statement = connection.createStatement()) {
            statement.execute("create table texts (n integer primary key, text bytea)");
        }
        // A few connections, as a pool would have.
        int connections = 5;
        var count = new AtomicInteger();
        Load.inParallel(connections, connections, n -> {
            int from = n * Load.REQUESTS / connections;
            int to = (n + 1) * Load.REQUESTS / connections;
            try (Connection connection = connect(properties)) {
                count.addAndGet(insertAndSelect(connection, from, to));
            }
        });
        assertThat(count).hasValue(Load.REQUESTS);
    }

    /** {@return how many rows came back as they were sent} */
    private static int insertAndSelect(Connection connection, int from, int to) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("insert into texts values (?, ?)")) {
            for (int n = from; n < to; n++) {
                insert.setInt(1, n);
                insert.setBytes(2, Load.text(n));
                insert.addBatch();
            }
            insert.executeBatch();
        }
        int count = 0;
        try (PreparedStatement select = connection.prepareStatement("select text from texts where n = ?")) {
            for (int n = from; n < to; n++) {
                select.setInt(1, n);
                try (ResultSet row = select.executeQuery()) {
                    assertThat(row.next()).isTrue();
                    assertThat(row.getBytes(1)).as("row %d", n).isEqualTo(Load.text(n));
                    count++;
                }
            }
        }
        return count;
    }

    private static Connection connect(Properties properties) throws SQLException {
        properties.setProperty("user", USER);
        return DriverManager.getConnection("jdbc:postgresql://" + TapLab.SERVER + ":" + PORT + "/postgres", properties);
    }

    private void start(TapLab lab) throws Exception {
        Path programs = programs();
        Path data = folder.resolve("data");
        // The server will not run as root.
        Namespace.command("chown", USER, folder.toString());
        Namespace.command(
                "runuser",
                "-u",
                USER,
                "--",
                programs.resolve("initdb").toString(),
                "--no-sync",
                "--auth=trust",
                "-D",
                data.toString());
        Files.writeString(data.resolve("pg_hba.conf"), "host all all all trust\n");
        lab.kernel()
                .startServer(
                        PORT,
                        "runuser",
                        "-u",
                        USER,
                        "--",
                        programs.resolve("postgres").toString(),
                        "-D",
                        data.toString(),
                        "-h",
                        TapLab.SERVER,
                        "-p",
                        Integer.toString(PORT),
                        "-k",
                        folder.toString(),
                        "-c",
                        "fsync=off");
    }

    /** {@return where Debian has the newest server, or skips the test} */
    private static Path programs() throws IOException {
        Path all = Path.of("/usr/lib/postgresql");
        assumeTrue(Files.isDirectory(all), "postgresql is not installed");
        try (Stream<Path> versions = Files.list(all)) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                    .max(Path::compareTo)
                    .orElseThrow();
        }
    }
}

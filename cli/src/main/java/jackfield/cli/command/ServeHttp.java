package jackfield.cli.command;

import jackfield.cli.http.HttpServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jackfield serve http}. */
@Command(
        name = "http",
        description = {
            "Serves the files of a folder over HTTP/1.1; port 8080 unless told otherwise.",
            "Example: jackfield serve http . --link tap:tap0 --address 10.9.0.2/24 --peer-address 10.9.0.1/24"
        })
final class ServeHttp implements Callable<Integer> {
    private static final int USUAL_PORT = 8080;

    private final Console console;

    @Mixin
    private ServeOptions options = new ServeOptions();

    @Option(names = "--upload", description = "Take files too: PUT or POST to the name they shall have.")
    private boolean upload;

    @Parameters(paramLabel = "DIR", description = "The folder.")
    private Path folder = Path.of("");

    ServeHttp(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        if (!Files.isDirectory(folder)) {
            throw CommandException.usage("'" + folder + "' is no folder");
        }
        var server = new HttpServer(folder, upload, line -> {
            if (options.verbose) {
                console.talk(line);
            }
        });
        return options.serve(console, USUAL_PORT, (accepted, totals) -> {
            HttpServer.Count count = server.serve(accepted.conn(), HostAndPort.text(accepted.addr()));
            totals.in(count.bytesIn());
            totals.out(count.bytesOut());
        });
    }
}

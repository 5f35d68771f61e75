package jackfield.cli.command;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code jackfield serve echo}. */
@Command(
        name = "echo",
        description = {
            "Sends back whatever comes, over TCP and UDP; port 7 unless told otherwise.",
            "Example: jackfield serve echo --link tap:tap0 --address 10.9.0.2/24 --peer-address 10.9.0.1/24"
        })
final class ServeEcho implements Callable<Integer> {
    private final Console console;

    @Mixin
    private ServeOptions options = new ServeOptions();

    ServeEcho(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        return options.serve(
                console,
                Services.ECHO_PORT,
                (accepted, totals) -> Services.echo(accepted.conn(), totals),
                Services::echoDatagrams);
    }
}

package jackfield.cli.command;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code jackfield serve discard}. */
@Command(
        name = "discard",
        description = {
            "Throws away whatever comes over TCP; port 9 unless told otherwise.",
            "Example: jackfield serve discard --port 9000"
        })
final class ServeDiscard implements Callable<Integer> {
    private final Console console;

    @Mixin
    private ServeOptions options = new ServeOptions();

    ServeDiscard(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        return options.serve(
                console, Services.DISCARD_PORT, (accepted, totals) -> Services.discard(accepted.conn(), totals));
    }
}

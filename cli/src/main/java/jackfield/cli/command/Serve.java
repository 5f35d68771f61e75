package jackfield.cli.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code jackfield serve}: the room of the servers; does nothing by itself. */
@Command(name = "serve", description = "Serves: echo, discard, or the files of a folder over HTTP. Ctrl-C ends it.")
final class Serve implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    Serve() {}

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "serve what: echo, discard or http?");
    }
}

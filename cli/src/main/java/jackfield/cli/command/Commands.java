package jackfield.cli.command;

import jackfield.link.LinkException;
import jackfield.socket.SocketException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;

/** Adds the commands of this package to a command line, and says what becomes of their failures. */
public final class Commands {
    private Commands() {}

    /** Adds them all; from then on the line and all its commands talk through {@code console}. */
    public static CommandLine addTo(CommandLine line, Console console) {
        line.addSubcommand(new Listen(console));
        line.addSubcommand(new Connect(console));
        line.addSubcommand(new Ping(console));
        line.addSubcommand(new Arp(console));
        line.addSubcommand(new DrillCommand(console));
        line.addSubcommand(new CommandLine(new Serve())
                .addSubcommand(new ServeEcho(console))
                .addSubcommand(new ServeDiscard(console))
                .addSubcommand(new ServeHttp(console)));
        line.setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8));
        line.setExecutionExceptionHandler((failure, command, parsed) -> failed(failure, command, console));
        line.setExecutionStrategy(parsed -> {
            try {
                int code = new CommandLine.RunLast().execute(parsed);
                return console.interrupt().wasRaised() ? Interrupt.EXIT_CODE : code;
            } finally {
                console.out().flush();
                console.interrupt().done();
            }
        });
        return line;
    }

    /** Tells a failure in one sentence. {@return the exit code} */
    private static int failed(Exception failure, CommandLine command, Console console) throws Exception {
        if (console.interrupt().wasRaised()) {
            return Interrupt.EXIT_CODE;
        }
        switch (failure) {
            case CommandException sentence -> {
                boolean isUsage = sentence.exitCode() == ExitCode.USAGE;
                console.talk(sentence.getMessage()
                        + (isUsage ? " (see '" + command.getCommandSpec().qualifiedName() + " --help')" : ""));
                return sentence.exitCode();
            }
            case LinkException link -> console.talk(String.valueOf(link.getMessage()));
            case SocketException socket -> console.talk(String.valueOf(socket.getMessage()));
            case IOException io -> console.talk(io.toString());
            default -> throw failure;
        }
        return ExitCode.SOFTWARE;
    }
}

package jackfield.cli;

import jackfield.cli.command.Commands;
import jackfield.cli.command.Console;
import jackfield.cli.demo.DemoCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;

/**
 * The command line's root: finds the command, prints help and errors, answers the exit code.
 *
 * <p>Exit codes: 0 done, 1 it did not work, 2 wrong arguments, 130 ended by Ctrl-C. Data goes to standard output,
 * talk to standard error.
 */
@Command(
        name = "jackfield",
        description = "The complete socket layer for the JVM, over its own TCP/IP stack.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = Version.class,
        subcommands = {DemoCommand.class, CommandLine.HelpCommand.class})
public final class Main {
    private Main() {}

    /** Runs the command that {@code args} name and ends the process with its exit code. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return commandLine(Console.system());
    }

    static CommandLine commandLine(Console console) {
        return Commands.addTo(new CommandLine(new Main()), console)
                .setParameterExceptionHandler(Main::wrongArguments)
                .setCaseInsensitiveEnumValuesAllowed(true);
    }

    /** One sentence, and where help is. */
    private static int wrongArguments(CommandLine.ParameterException failure, String[] args) {
        CommandLine command = failure.getCommandLine();
        boolean isRoot = command.getParent() == null;
        if (isRoot && args.length == 0) {
            command.usage(command.getErr());
            return CommandLine.ExitCode.USAGE;
        }
        String sentence = String.valueOf(failure.getMessage());
        if (isRoot
                && failure instanceof CommandLine.UnmatchedArgumentException unmatched
                && !unmatched.isUnknownOption()) {
            sentence = "there is no command '" + unmatched.getUnmatched().getFirst() + "'";
        }
        command.getErr()
                .println("jackfield: " + sentence + " (see '"
                        + command.getCommandSpec().qualifiedName() + " --help')");
        return CommandLine.ExitCode.USAGE;
    }
}

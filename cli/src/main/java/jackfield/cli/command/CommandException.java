package jackfield.cli.command;

import picocli.CommandLine.ExitCode;

/** Ends a command with one sentence to the user and an exit code. */
final class CommandException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int exitCode;

    private CommandException(String sentence, int exitCode) {
        super(sentence);
        this.exitCode = exitCode;
    }

    /** {@return for arguments that cannot be: exit code 2} */
    static CommandException usage(String sentence) {
        return new CommandException(sentence, ExitCode.USAGE);
    }

    /** {@return for what did not work: exit code 1} */
    static CommandException failure(String sentence) {
        return new CommandException(sentence, ExitCode.SOFTWARE);
    }

    int exitCode() {
        return exitCode;
    }
}

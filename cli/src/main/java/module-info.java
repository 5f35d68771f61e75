/** The command line: the only main. */
module jackfield.cli {
    requires jackfield.drill;
    requires jackfield.sim;
    requires info.picocli;
    requires static org.jspecify;

    opens jackfield.cli to
            info.picocli;
    opens jackfield.cli.command to
            info.picocli;
    opens jackfield.cli.demo to
            info.picocli;
}

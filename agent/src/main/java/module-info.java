/** {@code -javaagent}: an application that knows nothing of us runs on a Jackfield network. */
module jackfield.agent {
    requires java.instrument;
    requires jackfield.names;
    requires jackfield.sim;
    requires static org.jspecify;

    exports jackfield.agent;
}

/** Many hosts, one virtual clock, seeded weather. */
module jackfield.sim {
    requires transitive jackfield.socket;
    requires static org.jspecify;

    exports jackfield.sim;
}

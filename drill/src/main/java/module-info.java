/** Runs scripts in packetdrill's language against the stack, in virtual time. */
module jackfield.drill {
    requires transitive jackfield.socket;
    requires static org.jspecify;

    exports jackfield.drill.report;
    exports jackfield.drill.run;
    exports jackfield.drill.script;
    exports jackfield.drill.setting;
}

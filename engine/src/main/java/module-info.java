/**
 * The rules of the protocols, without clock, thread, randomness, input or output.
 *
 * <p>Packets, commands and {@code now} go in; packets, wake-ups and a next deadline come out. The same calls with the
 * same random generator give the same bytes.
 */
module jackfield.engine {
    requires transitive jackfield.wire;
    requires static org.jspecify;

    exports jackfield.engine;
    exports jackfield.engine.base;
    exports jackfield.engine.endpoint;
    exports jackfield.engine.group;
    exports jackfield.engine.tcp;
    exports jackfield.engine.tcp.congestion;
}

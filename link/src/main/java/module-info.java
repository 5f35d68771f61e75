/**
 * Where packets go: memory, TUN and TAP, captures.
 *
 * <p>Knows headers only where a link must look at them; never an engine or a socket. TUN and TAP need native access:
 * {@code --enable-native-access=jackfield.link}, or {@code ALL-UNNAMED} on the class path.
 */
module jackfield.link {
    requires transitive jackfield.wire;
    requires static org.jspecify;

    exports jackfield.link;
    exports jackfield.link.capture;
    exports jackfield.link.linux;
    exports jackfield.link.memory;
}

/** Where packets go: memory, TUN and TAP, captures. */
module jackfield.link {
    requires transitive jackfield.wire;
    requires static org.jspecify;
}

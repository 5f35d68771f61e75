/** Threads, real time and locks: Berkeley sockets over the engine or over the kernel. */
@SuppressWarnings("module") // The one room that sees the inside is compiled later.
module jackfield.socket {
    requires transitive jackfield.engine;
    requires transitive jackfield.link;
    requires jdk.net;
    requires static org.jspecify;

    exports jackfield.socket;
    exports jackfield.socket.dns;
    exports jackfield.socket.jvm;
    exports jackfield.socket.net;
    exports jackfield.socket.nio;
    exports jackfield.socket.route;
    exports jackfield.socket.open to
            jackfield.drill,
            jackfield.sim;
    exports jackfield.socket.stack to
            jackfield.drill;
    exports jackfield.socket.kernel to
            jackfield.drill;
}

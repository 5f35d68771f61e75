package jackfield.socket.parity;

import static jackfield.socket.parity.NioSide.bytes;
import static jackfield.socket.parity.NioSide.content;
import static jackfield.socket.parity.NioSide.ops;
import static jackfield.socket.parity.NioSide.register;
import static java.nio.channels.SelectionKey.OP_READ;
import static java.nio.channels.SelectionKey.OP_WRITE;

import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.util.List;
import java.util.stream.Stream;

/** Pipes. */
final class PipeCases {
    private PipeCases() {}

    private static Case<NioSide> of(String name, Case.Program<NioSide> program) {
        return new Case<>(name, program);
    }

    private static Pipe open(NioSide side, Transcript out) throws java.io.IOException {
        Pipe pipe = side.provider().openPipe();
        out.keep(pipe.sink());
        out.keep(pipe.source());
        return pipe;
    }

    static List<Case<NioSide>> all() {
        return Stream.of(first(), second()).flatMap(List::stream).toList();
    }

    private static List<Case<NioSide>> first() {
        return List.of(
                of("bytes go through a pipe", (side, out) -> {
                    Pipe pipe = open(side, out);
                    out.note("sink ops", ops(pipe.sink().validOps()));
                    out.note("source ops", ops(pipe.source().validOps()));
                    out.tries("write", () -> pipe.sink().write(bytes(1, 2, 3)));
                    ByteBuffer into = ByteBuffer.allocate(2);
                    out.tries("read", () -> pipe.source().read(into));
                    out.note("content", content(into));
                    out.tries("full", () -> pipe.source().read(into));
                    ByteBuffer[] many = {ByteBuffer.allocate(1), ByteBuffer.allocateDirect(4)};
                    out.tries("write many", () -> pipe.sink().write(new ByteBuffer[] {bytes(4), bytes(5, 6)}));
                    out.tries("read many", () -> pipe.source().read(many));
                    out.note("second", content(many[1]));
                }),
                of("an empty and a full pipe that do not wait", (side, out) -> {
                    Pipe pipe = open(side, out);
                    pipe.source().configureBlocking(false);
                    pipe.sink().configureBlocking(false);
                    out.tries("read", () -> pipe.source().read(ByteBuffer.allocate(1)));
                    int all = 0;
                    for (int n; (n = pipe.sink().write(ByteBuffer.allocate(4096))) > 0; ) {
                        all += n;
                    }
                    out.note("holds", all);
                    out.tries("write", () -> pipe.sink().write(bytes(1)));
                }),
                of("the end of a pipe", (side, out) -> {
                    Pipe pipe = open(side, out);
                    pipe.sink().write(bytes(1));
                    pipe.sink().close();
                    out.tries("read", () -> pipe.source().read(ByteBuffer.allocate(9)));
                    out.tries("end", () -> pipe.source().read(ByteBuffer.allocate(9)));
                    out.tries("write", () -> pipe.sink().write(bytes(1)));
                    pipe.source().close();
                    out.tries("closed", () -> pipe.source().read(ByteBuffer.allocate(9)));
                }),
                of("a broken pipe", (side, out) -> {
                    Pipe pipe = open(side, out);
                    pipe.source().close();
                    out.tries("write", () -> pipe.sink().write(bytes(1)));
                    out.note("open", pipe.sink().isOpen());
                }),
                of("a read of a pipe waits", (side, out) -> {
                    Pipe pipe = open(side, out);
                    var reading = out.calling(() -> pipe.source().read(ByteBuffer.allocate(9)))
                            .untilBlocked();
                    pipe.sink().write(bytes(1, 2));
                    out.answer("read", reading);
                }),
                of("closing ends a blocked read of a pipe", (side, out) -> {
                    Pipe pipe = open(side, out);
                    var reading = out.calling(() -> pipe.source().read(ByteBuffer.allocate(9)))
                            .untilBlocked();
                    pipe.source().close();
                    out.answer("read", reading);
                }));
    }

    private static List<Case<NioSide>> second() {
        return List.of(
                of("an interrupt closes a blocked read of a pipe", (side, out) -> {
                    Pipe pipe = open(side, out);
                    var reading = out.calling(() -> pipe.source().read(ByteBuffer.allocate(9)))
                            .untilBlocked();
                    reading.interrupt();
                    out.answer("read", reading);
                    out.note("open", pipe.source().isOpen());
                }),
                of("a write of much into a pipe waits for the reader", (side, out) -> {
                    Pipe pipe = open(side, out);
                    var writing = out.calling(() -> pipe.sink().write(ByteBuffer.allocate(300_000)))
                            .untilBlocked();
                    ByteBuffer into = ByteBuffer.allocate(300_000);
                    while (into.hasRemaining()) {
                        pipe.source().read(into);
                    }
                    out.answer("write", writing);
                }),
                of("pipes and selectors", (side, out) -> {
                    Pipe pipe = open(side, out);
                    var selector = side.selector(out);
                    var source = register(pipe.source(), selector, OP_READ);
                    out.note("now", selector.selectNow());
                    pipe.sink().write(bytes(1));
                    out.note("selected", selector.select());
                    out.note("ready", ops(source.readyOps()));
                    pipe.source().read(ByteBuffer.allocate(1));
                    selector.selectedKeys().clear();
                    out.note("now", selector.selectNow());
                    var sink = register(pipe.sink(), selector, OP_WRITE);
                    out.note("writable", selector.select());
                    out.note("ready", ops(sink.readyOps()));
                    sink.interestOps(0);
                    selector.selectedKeys().clear();
                    pipe.sink().close();
                    out.note("end", selector.select());
                    out.note("ready", ops(source.readyOps()));
                }));
    }
}

package jackfield.socket.parity;

import static jackfield.socket.parity.NioSide.bytes;
import static jackfield.socket.parity.NioSide.content;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Reading and writing a stream channel. */
final class ChannelTrafficCases {
    private static final long QUIET_NANOS = 300_000_000;

    private ChannelTrafficCases() {}

    private static Case<NioSide> of(String name, Case.Program<NioSide> program) {
        return new Case<>(name, program);
    }

    private static byte[] pattern(int length) {
        var bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i * 31 + (i >> 8));
        }
        return bytes;
    }

    private static boolean readsAll(SocketChannel channel, byte[] expected) throws IOException {
        ByteBuffer all = ByteBuffer.allocate(expected.length);
        while (all.hasRemaining() && channel.read(all) >= 0) {
            // Until all is here.
        }
        return Arrays.equals(all.array(), expected);
    }

    private static FileChannel file(Transcript out, byte[] content) throws IOException {
        Path path = Files.createTempFile("parity", ".bin");
        Files.write(path, content);
        return out.keep(FileChannel.open(
                path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE));
    }

    static List<Case<NioSide>> all() {
        return Stream.of(first(), second(), third(), fourth())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Case<NioSide>> first() {
        return List.of(
                of("bytes go both ways through channels", (side, out) -> {
                    NioSide.Pair pair = side.pair(out);
                    out.tries("write", () -> pair.client().write(bytes(1, 2, 3)));
                    ByteBuffer into = ByteBuffer.allocate(8);
                    out.tries("read", () -> pair.server().read(into));
                    out.note("content", content(into));
                    out.tries("write back", () -> pair.server().write(bytes(9)));
                    out.tries("read back", () -> pair.client().read(into));
                    out.note("content", content(into));
                }),
                of("buffers move as far as was moved", (side, out) -> {
                    NioSide.Pair pair = side.pair(out);
                    ByteBuffer from = ByteBuffer.allocate(10).position(2).limit(7);
                    out.tries("write", () -> pair.client().write(from));
                    out.note("from", from);
                    ByteBuffer into = ByteBuffer.allocateDirect(10).position(3).limit(6);
                    out.tries("read", () -> pair.server().read(into));
                    out.note("into", into);
                    ByteBuffer slice = ByteBuffer.allocate(20).slice(5, 4);
                    out.tries("read the rest", () -> pair.server().read(slice));
                    out.note("slice", slice);
                }),
                of("a direct buffer is read and written", (side, out) -> {
                    NioSide.Pair pair = side.pair(out);
                    ByteBuffer from = ByteBuffer.allocateDirect(4)
                            .put(new byte[] {4, 3, 2, 1})
                            .flip();
                    out.tries("write", () -> pair.client().write(from));
                    ByteBuffer into = ByteBuffer.allocateDirect(8);
                    out.tries("read", () -> pair.server().read(into));
                    out.note("content", content(into));
                }),
                of("a read-only buffer is written and not read into", (side, out) -> {
                    NioSide.Pair pair = side.pair(out);
                    out.tries("write", () -> pair.client().write(bytes(5, 6).asReadOnlyBuffer()));
                    out.tries(
                            "read",
                            () -> pair.server().read(ByteBuffer.allocate(2).asReadOnlyBuffer()));
                    out.tries(
                            "read many",
                            () -> pair.server().read(new ByteBuffer[] {
                                ByteBuffer.allocate(1).asReadOnlyBuffer()
                            }));
                    ByteBuffer into = ByteBuffer.allocate(4);
                    out.tries("read after all", () -> pair.server().read(into));
                    out.note("content", content(into));
                }),
                of("no bytes are written and read at once", (side, out) -> {
                    NioSide.Pair pair = side.pair(out);
                    out.tries("write", () -> pair.client().write(bytes()));
                    out.tries("read", () -> pair.server().read(bytes()));
                    out.tries("write many", () -> pair.client().write(new ByteBuffer[] {bytes(), bytes()}));
                    out.tries("read many", () -> pair.server().read(new ByteBuffer[] {bytes(), bytes()}));
                    out.tries("write none", () -> pair.client().write(new ByteBuffer[0]));
                    out.tries("read none", () -> pair.server().read(new ByteBuffer[0]));
                }));
    }

    private static List<Case<NioSide>> second() {
        return List.of(
                of("a read of no bytes at the end", (side, out) -> {
                    NioSide.Pair pair = side.pair(out);
                    pair.client().close();
                    out.tries("first", () -> pair.server().read(ByteBuffer.allocate(1)));
                    out.tries("none", () -> pair.server().read(bytes()));
                    out.tries("again", () -> pair.server().read(ByteBuffer.allocate(1)));
                    out.tries("many", () -> pair.server().read(new ByteBuffer[] {ByteBuffer.allocate(1)}));
                }),
                of("many buffers are gathered and scattered", (side, out) -> {
                    NioSide.Pair pair = side.pair(out);
                    ByteBuffer[] from = {bytes(1, 2), bytes(), bytes(3), bytes(4, 5, 6)};
                    out.tries("write", () -> pair.client().write(from));
                    out.note("left", from[3].remaining());
                    ByteBuffer[] into = {ByteBuffer.allocate(1), ByteBuffer.allocateDirect(3), ByteBuffer.allocate(9)};
                    out.tries("read", () -> pair.server().read(into));
                    out.note("first", content(into[0]));
                    out.note("second", content(into[1]));
                    out.note("third", content(into[2]));
                }),
                of("a part of many buffers", (side, out) -> {
                    NioSide.Pair pair = side.pair(out);
                    ByteBuffer[] from = {bytes(1), bytes(2), bytes(3)};
                    out.tries("write", () -> pair.client().write(from, 1, 1));
                    out.note("untouched", from[0].remaining() + from[2].remaining());
                    ByteBuffer[] into = {ByteBuffer.allocate(4), ByteBuffer.allocate(4)};
                    out.tries("read", () -> pair.server().read(into, 1, 1));
                    out.note("first", content(into[0]));
                    out.note("second", content(into[1]));
                }),
                of("a null among many buffers", (side, out) -> {
                    NioSide.Pair pair = side.pair(out);
                    out.tries("write", NioSide.named(() -> pair.client().write(new ByteBuffer[] {null})));
                    out.tries("read", NioSide.named(() -> pair.server().read(new ByteBuffer[] {null})));
                }),
                of("a channel that does not wait has nothing", (side, out) -> {
                    NioSide.Pair pair = side.pair(out).quick();
                    out.tries("read", () -> pair.client().read(ByteBuffer.allocate(1)));
                    out.tries("read many", () -> pair.client().read(new ByteBuffer[] {ByteBuffer.allocate(1)}));
                }),
                of("a channel that does not wait fills up", (side, out) -> {
                    NioSide.Pair pair = side.pair(out).quick();
                    ByteBuffer big = ByteBuffer.allocate(1 << 16);
                    // Acknowledgments under way, a delayed one last, may make room once more.
                    long fullSince = System.nanoTime();
                    while (System.nanoTime() - fullSince < QUIET_NANOS) {
                        big.clear();
                        if (pair.client().write(big) > 0) {
                            fullSince = System.nanoTime();
                        }
                    }
                    out.note("full", pair.client().write(bytes(1)));
                    out.note("many", pair.client().write(new ByteBuffer[] {bytes(1), bytes(2)}));
                }));
    }

    private static List<Case<NioSide>> third() {
        return List.of(
                of("much is written in one call that waits", (side, out) -> {
                    NioSide.Pair pair = side.pair(out);
                    byte[] all = pattern(5_000_000);
                    var writing = out.calling(() -> pair.client().write(ByteBuffer.wrap(all)));
                    out.tries("same", () -> readsAll(pair.server(), all));
                    out.answer("write", writing);
                }),
                of("much is gathered in one call that waits", (side, out) -> {
                    NioSide.Pair pair = side.pair(out);
                    byte[] all = pattern(3_000_000);
                    ByteBuffer[] parts = {
                        ByteBuffer.wrap(all, 0, 10),
                        ByteBuffer.wrap(all, 10, 1_999_990),
                        ByteBuffer.allocateDirect(1_000_000).put(0, all, 2_000_000, 1_000_000)
                    };
                    var writing = out.calling(() -> pair.client().write(parts));
                    out.tries("same", () -> readsAll(pair.server(), all));
                    out.answer("write", writing);
                }),
                of("a read waits for the first bytes", (side, out) -> {
                    NioSide.Pair pair = side.pair(out);
                    ByteBuffer into = ByteBuffer.allocate(100);
                    var reading = out.calling(() -> pair.server().read(into)).untilBlocked();
                    pair.client().write(bytes(7, 8));
                    out.answer("read", reading);
                    out.note("content", content(into));
                }),
                of("a virtual thread's read waits for the first bytes", (side, out) -> {
                    NioSide.Pair pair = side.pair(out);
                    ByteBuffer into = ByteBuffer.allocate(100);
                    var reading =
                            out.callingVirtually(() -> pair.server().read(into)).untilBlocked();
                    pair.client().write(bytes(7, 8));
                    out.answer("read", reading);
                    out.note("content", content(into));
                }),
                of("a file goes into a channel", (side, out) -> {
                    NioSide.Pair pair = side.pair(out);
                    byte[] all = pattern(200_000);
                    FileChannel file = file(out, all);
                    var writing = out.calling(() -> {
                        long done = 0;
                        while (done < all.length) {
                            done += file.transferTo(done, all.length - done, pair.client());
                        }
                        return done;
                    });
                    out.tries("same", () -> readsAll(pair.server(), all));
                    out.answer("transfer", writing);
                }));
    }

    private static List<Case<NioSide>> fourth() {
        return List.of(
                of("a channel goes into a file", (side, out) -> {
                    NioSide.Pair pair = side.pair(out);
                    FileChannel file = file(out, new byte[0]);
                    byte[] all = pattern(50_000);
                    pair.client().write(ByteBuffer.wrap(all));
                    pair.client().shutdownOutput();
                    long done = 0;
                    for (long n; (n = file.transferFrom(pair.server(), done, 1 << 20)) > 0; ) {
                        done += n;
                    }
                    out.note("transferred", done);
                    out.note("size", file.size());
                }),
                of("streams of a channel", (side, out) -> {
                    NioSide.Pair pair = side.pair(out);
                    Channels.newOutputStream(pair.client()).write(new byte[] {1, 2, 3});
                    var in = Channels.newInputStream(pair.server());
                    out.note("first", in.read());
                    out.note("rest", in.readNBytes(2));
                    pair.quick();
                    out.tries("not blocking", in::read);
                }));
    }
}

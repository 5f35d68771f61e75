package jackfield.link.linux;

import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class LibcTest {
    @Test
    void answersTheNegativeErrno() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment errno = arena.allocate(Libc.ERRNO_LAYOUT);

            assertThat(Libc.open(errno, arena.allocateFrom("/no/such/file"), Libc.O_RDONLY))
                    .isEqualTo(-Libc.ENOENT);
            assertThat(Libc.close(errno, -1)).isEqualTo(-Libc.EBADF);
            assertThat(Libc.read(errno, -1, arena.allocate(1), 1)).isEqualTo(-Libc.EBADF);
        }
    }

    @Test
    void readsAndWritesArraysOfTheHeap() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment errno = arena.allocate(Libc.ERRNO_LAYOUT);
            int event = Libc.eventfd(errno);
            assertThat(event).isNotNegative();
            MemorySegment heap = MemorySegment.ofArray(new long[] {5, 0});

            assertThat(Libc.read(errno, event, heap, 8)).as("nothing yet").isEqualTo(-Libc.EAGAIN);
            assertThat(Libc.write(errno, event, heap, 8)).isEqualTo(8);
            assertThat(Libc.read(errno, event, heap.asSlice(8), 8)).isEqualTo(8);

            assertThat(heap.get(JAVA_LONG, 8)).isEqualTo(5);
            assertThat(Libc.close(errno, event)).isZero();
        }
    }
}

package jackfield.drill.run;

import java.util.ArrayList;
import java.util.List;

/** Gathers what happens while a script runs. */
final class Transcript {
    private final List<Entry> entries = new ArrayList<>();
    private final List<Captured> packets = new ArrayList<>();

    void add(long nanos, int line, Entry.Kind kind, String text) {
        entries.add(new Entry(nanos, line, kind, text, false));
    }

    void wrong(long nanos, int line, Entry.Kind kind, String text) {
        entries.add(new Entry(nanos, line, kind, text, true));
    }

    void packet(long nanos, boolean isInbound, byte[] bytes) {
        packets.add(new Captured(nanos, isInbound, bytes));
    }

    List<Entry> entries() {
        return entries;
    }

    List<Captured> packets() {
        return packets;
    }
}

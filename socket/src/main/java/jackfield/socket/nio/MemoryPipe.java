package jackfield.socket.nio;

import jackfield.socket.open.Bell;
import java.nio.channels.Pipe;
import java.nio.channels.spi.SelectorProvider;

/** A pipe within the process: as many bytes as Linux's own holds, no descriptor, selectable by our selectors. */
public final class MemoryPipe extends Pipe {
    private final PipeSource source;
    private final PipeSink sink;

    /** The bells are what a blocked reader and a blocked writer wait by. */
    public MemoryPipe(SelectorProvider provider, Bell reader, Bell writer) {
        var bytes = new PipeBytes(reader, writer);
        source = new PipeSource(provider, bytes);
        sink = new PipeSink(provider, bytes);
    }

    @Override
    public SourceChannel source() {
        return source;
    }

    @Override
    public SinkChannel sink() {
        return sink;
    }
}

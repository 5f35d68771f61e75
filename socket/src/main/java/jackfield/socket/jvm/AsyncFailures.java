package jackfield.socket.jvm;

import java.io.IOException;
import java.io.UncheckedIOException;

/** What an asynchronous channel does where its channel behind cannot be made. */
final class AsyncFailures {
    /** Something that may fail. */
    interface Call<R> {
        R run() throws IOException;
    }

    private AsyncFailures() {}

    static <R> R unchecked(Call<R> call) {
        try {
            return call.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package jackfield.drill.call;

import jackfield.engine.base.Poll;

/** A file that a script opened: it reads as zeros without end, and no file of the system is touched. */
final class ZeroFile extends Descriptor {
    @Override
    int readiness(long now) {
        return Poll.IN | Poll.OUT;
    }

    @Override
    void close(long now) {
        // Nothing is held.
    }
}

package jackfield.engine;

import java.lang.management.ManagementFactory;

/** What the heap holds, garbage apart: a test of a bound measures before and after. */
final class Heap {
    private Heap() {}

    /** {@return bytes in use after a collection} */
    static long usedBytes() {
        for (int i = 0; i < 2; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}

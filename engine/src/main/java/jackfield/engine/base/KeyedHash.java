package jackfield.engine.base;

import java.util.random.RandomGenerator;

/** Spreads five words over tables and choices so that nobody without the key can foretell or collide them. */
public final class KeyedHash {
    private final SipHash hash;

    /** Draws a key. */
    public KeyedHash(RandomGenerator random) {
        hash = new SipHash(random.nextLong(), random.nextLong());
    }

    /** {@return the hash of five words; its halves are independent} */
    public long hash(long a, long b, long c, long d, long e) {
        return hash.begin().add(a).add(b).add(c).add(d).add(e).end();
    }
}

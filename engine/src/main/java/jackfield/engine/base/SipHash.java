package jackfield.engine.base;

/**
 * SipHash-2-4 of 64-bit words: a short hash that nobody can steer or predict without its key.
 *
 * <p>Used for initial sequence numbers and to spread connections in a table. {@code begin().add(a).add(b).end()} is the
 * hash of sixteen bytes, each word little-endian. One hash at a time; not thread-safe.
 *
 * @see <a href="https://www.aumasson.jp/siphash/siphash.pdf">SipHash: a fast short-input PRF, 2.1-2.2</a>; RFC 6528, 3
 */
public final class SipHash {
    private static final int COMPRESSION_ROUNDS = 2;
    private static final int FINAL_ROUNDS = 4;

    private final long key0;
    private final long key1;
    private long v0;
    private long v1;
    private long v2;
    private long v3;
    private int words;

    /** Makes a hash under a secret key of 128 bits. */
    public SipHash(long key0, long key1) {
        this.key0 = key0;
        this.key1 = key1;
    }

    /** Begins a new hash. {@return this} */
    public SipHash begin() {
        v0 = key0 ^ 0x736f6d6570736575L;
        v1 = key1 ^ 0x646f72616e646f6dL;
        v2 = key0 ^ 0x6c7967656e657261L;
        v3 = key1 ^ 0x7465646279746573L;
        words = 0;
        return this;
    }

    /** Adds eight bytes. {@return this} */
    public SipHash add(long word) {
        words++;
        compress(word);
        return this;
    }

    /** {@return the hash of all that was added since {@link #begin}} */
    public long end() {
        compress((long) words << 59);
        v2 ^= 0xFF;
        rounds(FINAL_ROUNDS);
        return v0 ^ v1 ^ v2 ^ v3;
    }

    private void compress(long word) {
        v3 ^= word;
        rounds(COMPRESSION_ROUNDS);
        v0 ^= word;
    }

    private void rounds(int count) {
        for (int i = 0; i < count; i++) {
            v0 += v1;
            v1 = Long.rotateLeft(v1, 13) ^ v0;
            v0 = Long.rotateLeft(v0, 32);
            v2 += v3;
            v3 = Long.rotateLeft(v3, 16) ^ v2;
            v0 += v3;
            v3 = Long.rotateLeft(v3, 21) ^ v0;
            v2 += v1;
            v1 = Long.rotateLeft(v1, 17) ^ v2;
            v2 = Long.rotateLeft(v2, 32);
        }
    }
}

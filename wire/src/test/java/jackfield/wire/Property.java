package jackfield.wire;

import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** Runs a property with fixed seeds and a fresh one, and names the seed when it fails. */
final class Property {
    private Property() {}

    /** Runs {@code property} {@code times} times with each its own seed, and once with a seed never used before. */
    static void holds(int times, Consumer<RandomGenerator> property) {
        for (long seed = 0; seed < times; seed++) {
            run(seed, property);
        }
        run(ThreadLocalRandom.current().nextLong(), property);
    }

    private static void run(long seed, Consumer<RandomGenerator> property) {
        try {
            property.accept(new SplittableRandom(seed));
        } catch (AssertionError | RuntimeException failure) {
            throw new AssertionError("fails with seed " + seed + ": " + failure.getMessage(), failure);
        }
    }

    static byte[] bytes(RandomGenerator random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    static MacAddress mac(RandomGenerator random) {
        return new MacAddress(random.nextLong() & 0xFFFF_FFFF_FFFFL);
    }

    static IpAddress ipv4(RandomGenerator random) {
        return IpAddress.ofIpv4(random.nextInt());
    }

    /** {@return an IPv6 address, which a mapped one is not} */
    static IpAddress ipv6(RandomGenerator random) {
        return new IpAddress(0x2001_0000_0000_0000L | random.nextLong() >>> 16, random.nextLong());
    }

    static IpAddress address(RandomGenerator random, boolean ipv4) {
        return ipv4 ? ipv4(random) : ipv6(random);
    }

    /** {@return a buffer with {@code text} in it, not at the beginning of its tailroom only} */
    static PacketBuffer holding(byte[] text) {
        var packet = new PacketBuffer(PacketBuffer.HEADROOM + text.length + 7);
        packet.append(text, 0, text.length);
        return packet;
    }
}

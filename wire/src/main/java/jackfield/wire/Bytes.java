package jackfield.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Reads and writes multi-byte fields of a {@code byte[]} in network byte order, the only place that does.
 *
 * <p>Offsets are the caller's duty: an offset outside the array throws {@link IndexOutOfBoundsException}.
 */
public final class Bytes {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN)
            .withInvokeExactBehavior();
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN)
            .withInvokeExactBehavior();
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN)
            .withInvokeExactBehavior();

    private Bytes() {}

    /** {@return the unsigned byte at {@code at}, 0 to 255} */
    public static int u8(byte[] bytes, int at) {
        return bytes[at] & 0xFF;
    }

    /** {@return the unsigned 16-bit field at {@code at}, 0 to 65535} */
    public static int u16(byte[] bytes, int at) {
        return (short) SHORT.get(bytes, at) & 0xFFFF;
    }

    /** {@return the 32-bit field at {@code at}} */
    public static int i32(byte[] bytes, int at) {
        return (int) INT.get(bytes, at);
    }

    /** {@return the 64-bit field at {@code at}} */
    public static long i64(byte[] bytes, int at) {
        return (long) LONG.get(bytes, at);
    }

    /** Writes the low 8 bits of {@code value}. */
    public static void put8(byte[] bytes, int at, int value) {
        bytes[at] = (byte) value;
    }

    /** Writes the low 16 bits of {@code value}. */
    public static void put16(byte[] bytes, int at, int value) {
        SHORT.set(bytes, at, (short) value);
    }

    /** Writes 32 bits. */
    public static void put32(byte[] bytes, int at, int value) {
        INT.set(bytes, at, value);
    }

    /** Writes 64 bits. */
    public static void put64(byte[] bytes, int at, long value) {
        LONG.set(bytes, at, value);
    }
}

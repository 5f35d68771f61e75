package jackfield.socket;

import jackfield.engine.base.Errno;
import jackfield.socket.open.Linux;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/** Turns an option's value into the bytes Linux has for it, and back. */
interface OptionCodec<T> {
    /** {@return the values' class} */
    Class<T> type();

    /** {@return the value of the first {@code length} bytes} */
    T decode(byte[] bytes, int length);

    /** Writes the value. {@return how many bytes it takes} */
    int encode(T value, byte[] bytes);

    /** {@return a number that fits Linux's int} */
    private static int fitting(long number) {
        if (number != (int) number) {
            throw new IllegalArgumentException("too large for this option: " + number);
        }
        return (int) number;
    }

    OptionCodec<Integer> INT = new OptionCodec<>() {
        @Override
        public Class<Integer> type() {
            return Integer.class;
        }

        @Override
        public Integer decode(byte[] bytes, int length) {
            return Linux.i32(bytes, 0);
        }

        @Override
        public int encode(Integer value, byte[] bytes) {
            return Linux.put32(bytes, 0, value);
        }
    };

    /** An unsigned long: all bits set for no limit, which is {@code Long.MAX_VALUE} here. */
    OptionCodec<Long> UNSIGNED_LONG = new OptionCodec<>() {
        @Override
        public Class<Long> type() {
            return Long.class;
        }

        @Override
        public Long decode(byte[] bytes, int length) {
            long number = Linux.i64(bytes, 0);
            return number < 0 ? Long.MAX_VALUE : number;
        }

        @Override
        public int encode(Long value, byte[] bytes) {
            Linux.put64(bytes, 0, value == Long.MAX_VALUE ? -1 : value);
            return Long.BYTES;
        }
    };

    /** A name in ASCII; Linux pads it with NULs. */
    OptionCodec<String> NAME = new OptionCodec<>() {
        @Override
        public Class<String> type() {
            return String.class;
        }

        @Override
        public String decode(byte[] bytes, int length) {
            return Linux.name(bytes, length);
        }

        @Override
        public int encode(String value, byte[] bytes) {
            byte[] name = value.getBytes(StandardCharsets.US_ASCII);
            if (name.length > bytes.length) {
                throw new IllegalArgumentException("too long for this option: " + value);
            }
            System.arraycopy(name, 0, bytes, 0, name.length);
            return name.length;
        }
    };

    /** Bytes as they are. */
    OptionCodec<byte[]> BYTES = new OptionCodec<>() {
        @Override
        public Class<byte[]> type() {
            return byte[].class;
        }

        @Override
        public byte[] decode(byte[] bytes, int length) {
            return Arrays.copyOf(bytes, length);
        }

        @Override
        public int encode(byte[] value, byte[] bytes) {
            if (value.length > bytes.length) {
                throw new IllegalArgumentException("too long for this option: " + value.length + " bytes");
            }
            System.arraycopy(value, 0, bytes, 0, value.length);
            return value.length;
        }
    };

    OptionCodec<Boolean> BOOLEAN = new OptionCodec<>() {
        @Override
        public Class<Boolean> type() {
            return Boolean.class;
        }

        @Override
        public Boolean decode(byte[] bytes, int length) {
            return Linux.i32(bytes, 0) != 0;
        }

        @Override
        public int encode(Boolean value, byte[] bytes) {
            return Linux.put32(bytes, 0, value ? 1 : 0);
        }
    };

    /** {@code struct linger { int l_onoff; int l_linger; }}, for us seconds, or -1 for off. */
    OptionCodec<Integer> LINGER = new OptionCodec<>() {
        @Override
        public Class<Integer> type() {
            return Integer.class;
        }

        @Override
        public Integer decode(byte[] bytes, int length) {
            return Linux.i32(bytes, 0) == 0 ? -1 : Linux.i32(bytes, 4);
        }

        @Override
        public int encode(Integer seconds, byte[] bytes) {
            Linux.put32(bytes, 0, seconds < 0 ? 0 : 1);
            Linux.put32(bytes, 4, Math.max(seconds, 0));
            return 8;
        }
    };

    /** {@code struct timeval}: seconds and microseconds; a time below one microsecond is one. */
    OptionCodec<Duration> TIMEVAL = new OptionCodec<>() {
        @Override
        public Class<Duration> type() {
            return Duration.class;
        }

        @Override
        public Duration decode(byte[] bytes, int length) {
            return Duration.ofSeconds(Linux.i64(bytes, 0)).plusNanos(Linux.i64(bytes, 8) * 1000);
        }

        @Override
        public int encode(Duration value, byte[] bytes) {
            Duration micros = value.plusNanos(999);
            Linux.put64(bytes, 0, micros.toSeconds());
            Linux.put64(bytes, 8, micros.toNanosPart() / 1000);
            return 16;
        }
    };

    OptionCodec<Duration> SECONDS = new OptionCodec<>() {
        @Override
        public Class<Duration> type() {
            return Duration.class;
        }

        @Override
        public Duration decode(byte[] bytes, int length) {
            return Duration.ofSeconds(Linux.i32(bytes, 0));
        }

        @Override
        public int encode(Duration value, byte[] bytes) {
            return Linux.put32(bytes, 0, OptionCodec.fitting(value.toSeconds()));
        }
    };

    OptionCodec<Duration> MILLISECONDS = new OptionCodec<>() {
        @Override
        public Class<Duration> type() {
            return Duration.class;
        }

        @Override
        public Duration decode(byte[] bytes, int length) {
            return Duration.ofMillis(Integer.toUnsignedLong(Linux.i32(bytes, 0)));
        }

        @Override
        public int encode(Duration value, byte[] bytes) {
            return Linux.put32(bytes, 0, OptionCodec.fitting(value.toMillis()));
        }
    };

    OptionCodec<Errno> ERRNO = new OptionCodec<>() {
        @Override
        public Class<Errno> type() {
            return Errno.class;
        }

        @Override
        public Errno decode(byte[] bytes, int length) {
            return Errno.of(Linux.i32(bytes, 0));
        }

        @Override
        public int encode(Errno value, byte[] bytes) {
            return Linux.put32(bytes, 0, value.code());
        }
    };

    OptionCodec<Type> TYPE = new OptionCodec<>() {
        @Override
        public Class<Type> type() {
            return Type.class;
        }

        @Override
        public Type decode(byte[] bytes, int length) {
            return Type.of(Linux.i32(bytes, 0));
        }

        @Override
        public int encode(Type value, byte[] bytes) {
            return Linux.put32(bytes, 0, value.number());
        }
    };

    OptionCodec<TcpInfo> TCP_INFO = new OptionCodec<>() {
        @Override
        public Class<TcpInfo> type() {
            return TcpInfo.class;
        }

        @Override
        public TcpInfo decode(byte[] bytes, int length) {
            return TcpInfo.decode(bytes);
        }

        @Override
        public int encode(TcpInfo value, byte[] bytes) {
            return 0;
        }
    };
}

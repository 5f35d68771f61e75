package jackfield.cli.command;

import jackfield.wire.IpAddress;
import jackfield.wire.IpPrefix;
import jackfield.wire.MacAddress;
import java.time.Duration;
import java.util.function.Function;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Read arguments, and say in one sentence why one cannot be read. */
final class Readers {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double MAX_SECONDS = 1e6;

    private Readers() {}

    /** An address with its prefix's length. */
    static final class Prefix implements ITypeConverter<IpPrefix> {
        Prefix() {}

        @Override
        public IpPrefix convert(String text) {
            return read(text, IpPrefix::parse);
        }
    }

    /** An address. */
    static final class Address implements ITypeConverter<IpAddress> {
        Address() {}

        @Override
        public IpAddress convert(String text) {
            return read(text, IpAddress::parse);
        }
    }

    /** A hardware address. */
    static final class Mac implements ITypeConverter<MacAddress> {
        Mac() {}

        @Override
        public MacAddress convert(String text) {
            MacAddress mac = read(text, MacAddress::parse);
            if (mac.isGroup() || mac.equals(MacAddress.NONE)) {
                throw new TypeConversionException("'" + text + "' is not the address of one station");
            }
            return mac;
        }
    }

    /** Seconds, with a fraction if wanted. */
    static final class Seconds implements ITypeConverter<Duration> {
        Seconds() {}

        @Override
        public Duration convert(String text) {
            double seconds = read(text, Double::parseDouble);
            if (!(seconds > 0 && seconds <= MAX_SECONDS)) {
                throw new TypeConversionException("'" + text + "' is not a number of seconds above 0");
            }
            return Duration.ofNanos((long) (seconds * NANOS_PER_SECOND));
        }
    }

    /** A port, 0 to 65535. */
    static final class Port implements ITypeConverter<Integer> {
        Port() {}

        @Override
        public Integer convert(String text) {
            if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > 0xFFFF) {
                throw new TypeConversionException("'" + text + "' is not a port, which is 0 to 65535");
            }
            return Integer.parseInt(text);
        }
    }

    private static <T> T read(String text, Function<String, T> parse) {
        try {
            return parse.apply(text);
        } catch (NumberFormatException e) {
            throw new TypeConversionException("'" + text + "' is not a number");
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(String.valueOf(e.getMessage()));
        }
    }
}

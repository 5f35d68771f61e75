package jackfield.cli.command;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * What {@code --link} says.
 *
 * @param device the device's name; empty unless it is a TAP or a TUN
 */
record LinkName(Kind kind, String device) {
    /** What is behind the link. */
    enum Kind {
        /** A second host in this process. */
        MEMORY,
        /** No link of ours: the kernel's own sockets. */
        KERNEL,
        /** A TAP device: Ethernet. */
        TAP,
        /** A TUN device: bare IP packets. */
        TUN
    }

    boolean isDevice() {
        return kind == Kind.TAP || kind == Kind.TUN;
    }

    @Override
    public String toString() {
        String name = kind.name().toLowerCase(java.util.Locale.ROOT);
        return device.isEmpty() ? name : name + ":" + device;
    }

    /** Reads it. */
    static final class Reader implements ITypeConverter<LinkName> {
        Reader() {}

        @Override
        public LinkName convert(String text) {
            int colon = text.indexOf(':');
            String kind = colon < 0 ? text : text.substring(0, colon);
            String device = colon < 0 ? "" : text.substring(colon + 1);
            return switch (kind) {
                case "memory" -> plain(Kind.MEMORY, text, device);
                case "kernel" -> plain(Kind.KERNEL, text, device);
                case "tap" -> device(Kind.TAP, text, device);
                case "tun" -> device(Kind.TUN, text, device);
                default -> throw wrong(text);
            };
        }

        private static LinkName plain(Kind kind, String text, String device) {
            if (text.indexOf(':') >= 0) {
                throw wrong(text);
            }
            return new LinkName(kind, device);
        }

        private static LinkName device(Kind kind, String text, String device) {
            if (device.isEmpty()) {
                throw wrong(text);
            }
            return new LinkName(kind, device);
        }

        private static TypeConversionException wrong(String text) {
            return new TypeConversionException("a link is memory, kernel, tap:NAME or tun:NAME, not '" + text + "'");
        }
    }
}

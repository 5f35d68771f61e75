package jackfield.wire;

import java.util.regex.Pattern;

/**
 * Writes and reads addresses as text.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5952#section-4">RFC 5952, 4</a>; reading, RFC 4291, 2.2
 */
final class IpAddressText {
    private static final Pattern COLON = Pattern.compile(":");
    private static final Pattern DOT = Pattern.compile("\\.");
    private static final int GROUPS = 8;

    private IpAddressText() {}

    static String format(IpAddress address) {
        if (address.isIpv4()) {
            int bits = address.ipv4Bits();
            return (bits >>> 24) + "." + (bits >>> 16 & 0xFF) + "." + (bits >>> 8 & 0xFF) + "." + (bits & 0xFF);
        }
        int[] groups = groups(address);
        int gapStart = -1;
        int gapLength = 1;
        for (int i = 0; i < GROUPS; i++) {
            int run = zeroRun(groups, i);
            if (run > gapLength) {
                gapStart = i;
                gapLength = run;
            }
        }
        var text = new StringBuilder();
        for (int i = 0; i < GROUPS; i++) {
            if (i == gapStart) {
                text.append("::");
                i += gapLength - 1;
                continue;
            }
            if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
                text.append(':');
            }
            text.append(Integer.toHexString(groups[i]));
        }
        return text.toString();
    }

    private static int[] groups(IpAddress address) {
        int[] groups = new int[GROUPS];
        for (int i = 0; i < GROUPS; i++) {
            long half = i < 4 ? address.high() : address.low();
            groups[i] = (int) (half >>> 48 - 16 * (i & 3)) & 0xFFFF;
        }
        return groups;
    }

    private static int zeroRun(int[] groups, int from) {
        int run = 0;
        while (from + run < GROUPS && groups[from + run] == 0) {
            run++;
        }
        return run;
    }

    static IpAddress parse(String text) {
        return text.indexOf(':') >= 0 ? parseIpv6(text) : IpAddress.ofIpv4(parseIpv4(text, text));
    }

    private static int parseIpv4(String text, String whole) {
        String[] parts = DOT.split(text, -1);
        if (parts.length != 4) {
            throw notAnAddress(whole);
        }
        int bits = 0;
        for (String part : parts) {
            bits = bits << 8 | number(part, 10, 3, 255, whole);
        }
        return bits;
    }

    private static IpAddress parseIpv6(String text) {
        String expanded = text;
        int lastColon = text.lastIndexOf(':');
        if (text.indexOf('.') > lastColon) {
            int bits = parseIpv4(text.substring(lastColon + 1), text);
            expanded = text.substring(0, lastColon + 1) + Integer.toHexString(bits >>> 16) + ":"
                    + Integer.toHexString(bits & 0xFFFF);
        }
        int gap = expanded.indexOf("::");
        if (gap < 0) {
            return join(parseGroups(expanded, text), new int[0], text);
        }
        String tail = expanded.substring(gap + 2);
        if (tail.contains("::")) {
            throw notAnAddress(text);
        }
        return join(parseGroups(expanded.substring(0, gap), text), parseGroups(tail, text), text);
    }

    private static int[] parseGroups(String text, String whole) {
        if (text.isEmpty()) {
            return new int[0];
        }
        String[] parts = COLON.split(text, -1);
        int[] groups = new int[parts.length];
        for (int i = 0; i < parts.length; i++) {
            groups[i] = number(parts[i], 16, 4, 0xFFFF, whole);
        }
        return groups;
    }

    private static IpAddress join(int[] head, int[] tail, String whole) {
        int given = head.length + tail.length;
        // Without "::" all eight groups are there; with it at least one group is left out.
        boolean hasGap = whole.contains("::");
        if (hasGap ? given >= GROUPS : given != GROUPS) {
            throw notAnAddress(whole);
        }
        long[] halves = new long[2];
        for (int i = 0; i < head.length; i++) {
            halves[i >>> 2] |= (long) head[i] << 48 - 16 * (i & 3);
        }
        for (int i = 0; i < tail.length; i++) {
            int at = GROUPS - tail.length + i;
            halves[at >>> 2] |= (long) tail[i] << 48 - 16 * (at & 3);
        }
        return new IpAddress(halves[0], halves[1]);
    }

    private static int number(String text, int radix, int digits, int most, String whole) {
        if (text.isEmpty() || text.length() > digits) {
            throw notAnAddress(whole);
        }
        int value = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) < 0x80 ? Character.digit(text.charAt(i), radix) : -1;
            if (digit < 0) {
                throw notAnAddress(whole);
            }
            value = value * radix + digit;
        }
        if (value > most) {
            throw notAnAddress(whole);
        }
        return value;
    }

    private static IllegalArgumentException notAnAddress(String text) {
        return new IllegalArgumentException("not an IP address: '" + text + "'");
    }
}

package jackfield.socket.stack;

import jackfield.engine.base.Errno;
import jackfield.engine.endpoint.TcpEndpoint;
import jackfield.engine.tcp.FastOpenCookies;
import jackfield.engine.tcp.OpeningConfig;
import jackfield.engine.tcp.TcpConfig;
import jackfield.engine.tcp.TcpState;
import jackfield.socket.open.Linux;
import java.util.Arrays;

/** getsockopt and setsockopt of how a TCP connection is opened: SYN retries, deferred accept, Fast Open. */
final class OpeningOptions {
    /** Linux's MAX_TCP_SYNCNT. */
    private static final int MAX_SYN_COUNT = 127;

    private static final int FIRST_TIMEOUT_SECONDS = 1;
    private static final int LONGEST_TIMEOUT_SECONDS = 120;
    private static final int MOST_TIMEOUTS = 255;
    private static final int FAST_OPEN_CLIENT = 1;

    private OpeningOptions() {}

    /** {@return whether {@code name} of SOL_TCP is one of these} */
    static boolean has(int name) {
        return switch (name) {
            case Linux.TCP_SYNCNT,
                    Linux.TCP_DEFER_ACCEPT,
                    Linux.TCP_FASTOPEN,
                    Linux.TCP_FASTOPEN_CONNECT,
                    Linux.TCP_FASTOPEN_KEY,
                    Linux.TCP_FASTOPEN_NO_COOKIE -> true;
            default -> false;
        };
    }

    /** {@return length of the value} */
    static int get(TcpConfig config, int name, byte[] value) {
        OpeningConfig opening = config.opening();
        return switch (name) {
            case Linux.TCP_SYNCNT -> Linux.put32(value, 0, opening.synRetries());
            case Linux.TCP_DEFER_ACCEPT -> Linux.put32(value, 0, seconds(opening.deferAcceptTimeouts()));
            case Linux.TCP_FASTOPEN -> Linux.put32(value, 0, opening.fastOpenBacklog());
            case Linux.TCP_FASTOPEN_CONNECT -> Linux.put32(value, 0, opening.fastOpenConnect() ? 1 : 0);
            case Linux.TCP_FASTOPEN_NO_COOKIE -> Linux.put32(value, 0, opening.fastOpenNoCookie() ? 1 : 0);
            default -> {
                byte[] key = opening.fastOpenKey();
                System.arraycopy(key, 0, value, 0, key.length);
                yield key.length;
            }
        };
    }

    /** {@return 0 or -errno} */
    static int set(long now, TcpEndpoint tcp, int name, byte[] value, int length) {
        TcpConfig config = tcp.config();
        OpeningConfig opening = config.opening();
        TcpState state = tcp.state();
        boolean isFresh = state == TcpState.CLOSED;
        if (name == Linux.TCP_FASTOPEN_KEY) {
            if (length != FastOpenCookies.KEY_BYTES && length != 2 * FastOpenCookies.KEY_BYTES) {
                return Errno.EINVAL.refusal();
            }
            tcp.configure(now, config.opening(opening.fastOpenKey(Arrays.copyOf(value, length))));
            return 0;
        }
        if (length < Integer.BYTES) {
            return Errno.EINVAL.refusal();
        }
        int number = Linux.i32(value, 0);
        boolean isSwitch = name == Linux.TCP_FASTOPEN_CONNECT || name == Linux.TCP_FASTOPEN_NO_COOKIE;
        boolean isValid = switch (name) {
            case Linux.TCP_SYNCNT -> number >= 1 && number <= MAX_SYN_COUNT;
            case Linux.TCP_DEFER_ACCEPT -> true;
            default -> number >= 0 && (isFresh || state == TcpState.LISTEN);
        };
        if (!isValid || isSwitch && number > 1) {
            return Errno.EINVAL.refusal();
        }
        if (name == Linux.TCP_FASTOPEN_CONNECT && (opening.fastOpen() & FAST_OPEN_CLIENT) == 0) {
            return Errno.EOPNOTSUPP.refusal();
        }
        if (name == Linux.TCP_FASTOPEN_CONNECT && !isFresh) {
            return Errno.EINVAL.refusal();
        }
        tcp.configure(now, config.opening(changed(opening, name, number)));
        return 0;
    }

    private static OpeningConfig changed(OpeningConfig opening, int name, int number) {
        return switch (name) {
            // Linux: of a listener it bounds the SYN+ACKs.
            case Linux.TCP_SYNCNT -> opening.synRetries(number).synAckRetries(number);
            case Linux.TCP_DEFER_ACCEPT -> opening.deferAcceptTimeouts(timeouts(number));
            case Linux.TCP_FASTOPEN -> opening.fastOpenBacklog(Math.min(number, opening.mostBacklog()));
            case Linux.TCP_FASTOPEN_CONNECT -> opening.fastOpenConnect(number != 0);
            default -> opening.fastOpenNoCookie(number != 0);
        };
    }

    /** {@return SYN+ACK time-outs that last {@code seconds} together, at least: Linux keeps the count} */
    private static int timeouts(int seconds) {
        int count = seconds > 0 ? 1 : 0;
        int timeout = FIRST_TIMEOUT_SECONDS;
        for (int sum = timeout; seconds > sum && count < MOST_TIMEOUTS; count++) {
            timeout = Math.min(2 * timeout, LONGEST_TIMEOUT_SECONDS);
            sum += timeout;
        }
        return count;
    }

    private static int seconds(int timeouts) {
        int sum = 0;
        int timeout = FIRST_TIMEOUT_SECONDS;
        for (int i = 0; i < timeouts; i++) {
            sum += timeout;
            timeout = Math.min(2 * timeout, LONGEST_TIMEOUT_SECONDS);
        }
        return sum;
    }
}

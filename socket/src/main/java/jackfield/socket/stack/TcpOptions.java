package jackfield.socket.stack;

import jackfield.engine.base.Errno;
import jackfield.engine.endpoint.TcpEndpoint;
import jackfield.engine.tcp.LossSnapshot;
import jackfield.engine.tcp.TcpConfig;
import jackfield.engine.tcp.TcpSnapshot;
import jackfield.engine.tcp.TcpState;
import jackfield.socket.open.Linux;
import java.util.Arrays;

/** getsockopt and setsockopt of the engine's TCP sockets, in Linux's layouts. */
final class TcpOptions {
    private static final long SECOND = 1_000_000_000L;
    private static final long MILLISECOND = 1_000_000L;
    private static final long MICROSECOND = 1_000L;

    /** Linux's bounds, include/net/tcp.h: MAX_TCP_KEEPIDLE, MAX_TCP_KEEPINTVL, MAX_TCP_KEEPCNT. */
    private static final int MAX_KEEP_SECONDS = 32_767;

    private static final int MAX_KEEP_COUNT = 127;

    /** Linux's floor, SOCK_MIN_SNDBUF and SOCK_MIN_RCVBUF, halved as it doubles what is set. */
    private static final int MIN_BUFFER_BYTES = 2048;

    private static final int MAX_BUFFER_BYTES = 64 << 20;

    private TcpOptions() {}

    /** {@return length of the value, or -errno} */
    static int get(TcpEndpoint tcp, int level, int name, byte[] value) {
        TcpConfig config = tcp.config();
        if (level == Linux.SOL_TCP && OpeningOptions.has(name)) {
            return OpeningOptions.get(config, name, value);
        }
        if (level == Linux.SOL_TCP) {
            return switch (name) {
                case Linux.TCP_NODELAY -> Linux.put32(value, 0, config.noDelay() ? 1 : 0);
                case Linux.TCP_KEEPIDLE -> Linux.put32(value, 0, (int) (config.keepIdleNanos() / SECOND));
                case Linux.TCP_KEEPINTVL -> Linux.put32(value, 0, (int) (config.keepIntervalNanos() / SECOND));
                case Linux.TCP_KEEPCNT -> Linux.put32(value, 0, config.keepCount());
                case Linux.TCP_USER_TIMEOUT -> Linux.put32(value, 0, (int) (config.userTimeoutNanos() / MILLISECOND));
                case Linux.TCP_CONGESTION ->
                    Linux.putName(value, config.congestion().algorithm(), Linux.CONGESTION_NAME_BYTES);
                case Linux.TCP_INFO -> putInfo(tcp, value);
                default -> Errno.ENOPROTOOPT.refusal();
            };
        }
        if (level == Linux.SOL_SOCKET) {
            switch (name) {
                case Linux.SO_KEEPALIVE -> {
                    return Linux.put32(value, 0, config.keepAlive() ? 1 : 0);
                }
                case Linux.SO_LINGER -> {
                    Linux.put32(value, 0, config.lingerNanos() < 0 ? 0 : 1);
                    Linux.put32(value, 4, (int) (Math.max(config.lingerNanos(), 0) / SECOND));
                    return 8;
                }
                case Linux.SO_SNDBUF -> {
                    return Linux.put32(value, 0, config.sendBufferBytes());
                }
                case Linux.SO_RCVBUF -> {
                    return Linux.put32(value, 0, config.receiveBufferBytes());
                }
                case Linux.SO_MAX_PACING_RATE -> {
                    long rate = config.congestion().maxPacingRate();
                    return Linux.put64(value, 0, rate == Long.MAX_VALUE ? -1 : rate);
                }
                case Linux.SO_ACCEPTCONN -> {
                    return Linux.put32(value, 0, tcp.state() == TcpState.LISTEN ? 1 : 0);
                }
                default -> {}
            }
        }
        return StackOptions.get(tcp, Linux.SOCK_STREAM, level, name, value);
    }

    private static int putInfo(TcpEndpoint tcp, byte[] value) {
        Arrays.fill(value, 0, Linux.TCP_INFO_BYTES, (byte) 0);
        value[0] = Linux.numberOf(tcp.state());
        TcpSnapshot now = tcp.snapshot();
        if (now == null) {
            return Linux.TCP_INFO_BYTES;
        }
        LossSnapshot loss = now.loss();
        value[1] = (byte) loss.state().ordinal();
        value[2] = (byte) loss.timeouts();
        value[3] = (byte) loss.probes();
        value[4] = (byte) loss.doublings();
        value[5] = (byte) ((now.timestamps() ? 1 : 0) | (now.sack() ? 2 : 0));
        value[6] = (byte) (now.sndWindScale() & 0xF | now.rcvWindScale() << 4);
        Linux.put32(value, 8, (int) (now.rtoNanos() / MICROSECOND));
        Linux.put32(value, 16, now.mss());
        Linux.put32(value, 24, loss.packetsOut());
        Linux.put32(value, 28, loss.sackedOut());
        Linux.put32(value, 32, loss.lostOut());
        Linux.put32(value, 36, loss.retransOut());
        // Linux never tells less than a microsecond; on our loopback all happens at one moment.
        long rtt = tcp.state().isSynchronized() ? Math.max(now.srttNanos(), MICROSECOND) : now.srttNanos();
        Linux.put32(value, 68, (int) (rtt / MICROSECOND));
        Linux.put32(value, 72, (int) (now.rttvarNanos() / MICROSECOND));
        Linux.put32(value, 76, now.ssthresh());
        Linux.put32(value, 80, now.cwnd());
        Linux.put32(value, 88, loss.reordering());
        Linux.put32(value, 100, (int) now.retransmits());
        return Linux.TCP_INFO_BYTES;
    }

    /** {@return 0 or -errno} */
    static int set(long now, TcpEndpoint tcp, int level, int name, byte[] value, int length) {
        if (level == Linux.SOL_TCP && name == Linux.TCP_CONGESTION) {
            return setCongestion(now, tcp, value, length);
        }
        if (level == Linux.SOL_TCP && OpeningOptions.has(name)) {
            return OpeningOptions.set(now, tcp, name, value, length);
        }
        if (length < Integer.BYTES) {
            return Errno.EINVAL.refusal();
        }
        int number = Linux.i32(value, 0);
        var edit = new ConfigEdit(tcp.config());
        int answer;
        if (level == Linux.SOL_TCP) {
            answer = setTcp(edit, name, number);
        } else if (level == Linux.SOL_SOCKET && name == Linux.SO_LINGER) {
            if (length < 8) {
                return Errno.EINVAL.refusal();
            }
            edit.lingerNanos = number == 0 ? -1 : Integer.toUnsignedLong(Linux.i32(value, 4)) * SECOND;
            answer = 0;
        } else if (level == Linux.SOL_SOCKET && name == Linux.SO_MAX_PACING_RATE) {
            edit.maxPacingRate = rate(value, length);
            answer = 0;
        } else if (level == Linux.SOL_SOCKET && isConfigured(name)) {
            answer = setSocket(edit, name, number);
        } else {
            return StackOptions.set(tcp, level, name, number);
        }
        if (answer == 0) {
            tcp.configure(now, edit.done());
        }
        return answer;
    }

    private static int setCongestion(long now, TcpEndpoint tcp, byte[] value, int length) {
        if (length < 1) {
            return Errno.EINVAL.refusal();
        }
        var edit = new ConfigEdit(tcp.config());
        edit.congestion = Linux.name(value, Math.min(length, Linux.CONGESTION_NAME_BYTES - 1));
        if (!tcp.config().congestion().controllers().knows(edit.congestion)) {
            return Errno.ENOENT.refusal();
        }
        tcp.configure(now, edit.done());
        return 0;
    }

    /** As Linux: a long, or an int whose largest value stands for no limit. */
    private static long rate(byte[] value, int length) {
        if (length >= Long.BYTES) {
            long rate = Linux.i64(value, 0);
            return rate < 0 ? Long.MAX_VALUE : rate;
        }
        int rate = Linux.i32(value, 0);
        return rate == -1 ? Long.MAX_VALUE : Integer.toUnsignedLong(rate);
    }

    /** Whether a SOL_SOCKET option is one of the connection's configuration. */
    private static boolean isConfigured(int name) {
        return name == Linux.SO_KEEPALIVE || name == Linux.SO_SNDBUF || name == Linux.SO_RCVBUF;
    }

    private static int setSocket(ConfigEdit edit, int name, int number) {
        switch (name) {
            case Linux.SO_KEEPALIVE -> edit.keepAlive = number != 0;
            case Linux.SO_SNDBUF -> edit.sendBufferBytes = buffer(number);
            default -> edit.receiveBufferBytes = buffer(number);
        }
        return 0;
    }

    private static int setTcp(ConfigEdit edit, int name, int number) {
        boolean isKeepTime = name == Linux.TCP_KEEPIDLE || name == Linux.TCP_KEEPINTVL;
        if (isKeepTime && (number < 1 || number > MAX_KEEP_SECONDS)
                || name == Linux.TCP_KEEPCNT && (number < 1 || number > MAX_KEEP_COUNT)
                || name == Linux.TCP_USER_TIMEOUT && number < 0) {
            return Errno.EINVAL.refusal();
        }
        switch (name) {
            case Linux.TCP_NODELAY -> edit.noDelay = number != 0;
            case Linux.TCP_KEEPIDLE -> edit.keepIdleNanos = number * SECOND;
            case Linux.TCP_KEEPINTVL -> edit.keepIntervalNanos = number * SECOND;
            case Linux.TCP_KEEPCNT -> edit.keepCount = number;
            case Linux.TCP_USER_TIMEOUT -> edit.userTimeoutNanos = number * MILLISECOND;
            default -> {
                return Errno.ENOPROTOOPT.refusal();
            }
        }
        return 0;
    }

    /** Linux doubles what is set, for its own bookkeeping, and answers that: so do we. */
    private static int buffer(int bytes) {
        return 2 * Math.clamp(bytes, MIN_BUFFER_BYTES, MAX_BUFFER_BYTES);
    }
}

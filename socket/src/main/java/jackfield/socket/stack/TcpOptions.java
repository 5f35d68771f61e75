package jackfield.socket.stack;

import jackfield.engine.base.Errno;
import jackfield.engine.endpoint.TcpEndpoint;
import jackfield.engine.tcp.BufferConfig;
import jackfield.engine.tcp.CongestionConfig;
import jackfield.engine.tcp.Reading;
import jackfield.engine.tcp.TcpConfig;
import jackfield.engine.tcp.TcpSnapshot;
import jackfield.engine.tcp.TcpState;
import jackfield.socket.open.Linux;

/** getsockopt and setsockopt of the engine's TCP sockets, in Linux's layouts. */
final class TcpOptions {
    private static final long SECOND = 1_000_000_000L;
    private static final long MILLISECOND = 1_000_000L;

    /** Linux's bounds, include/net/tcp.h: MAX_TCP_KEEPIDLE, MAX_TCP_KEEPINTVL, MAX_TCP_KEEPCNT. */
    private static final int MAX_KEEP_SECONDS = 32_767;

    private static final int MAX_KEEP_COUNT = 127;

    /** Linux's SOCK_MIN_SNDBUF and SOCK_MIN_RCVBUF. */
    private static final int MIN_SEND_BYTES = 4608;

    private static final int MIN_RECEIVE_BYTES = 2304;

    /** {@code net.core.wmem_max} and {@code rmem_max}. */
    private static final int MAX_BUFFER_BYTES = 4 << 20;

    /** Linux's TCP_MIN_MSS and MAX_TCP_WINDOW. */
    private static final int MIN_SEGMENT_BYTES = 88;

    private static final int MAX_SEGMENT_BYTES = 32_767;

    private static final int DEFAULT_SEGMENT_BYTES = 536;

    /** Linux's TCP_FIN_TIMEOUT_MAX. */
    private static final int MAX_FIN_SECONDS = 120;

    private TcpOptions() {}

    /** {@return length of the value, or -errno} */
    static int get(long now, TcpEndpoint tcp, int level, int name, byte[] value) {
        if (level == Linux.SOL_TCP && name == Linux.TCP_INQ) {
            return StackOptions.get(tcp, Linux.SOCK_STREAM, level, name, value);
        }
        return switch (level) {
            case Linux.SOL_TCP ->
                switch (name) {
                    case Linux.TCP_INFO -> TcpInfoLayout.put(now, tcp, value);
                    case Linux.TCP_CONGESTION ->
                        Linux.putName(value, tcp.config().congestion().algorithm(), Linux.CONGESTION_NAME_BYTES);
                    default ->
                        OpeningOptions.has(name)
                                ? OpeningOptions.get(tcp.config(), name, value)
                                : getTcp(tcp, name, value);
                };
            case Linux.SOL_SOCKET -> getSocket(tcp, name, value);
            default -> StackOptions.get(tcp, Linux.SOCK_STREAM, level, name, value);
        };
    }

    private static int getTcp(TcpEndpoint tcp, int name, byte[] value) {
        TcpConfig config = tcp.config();
        BufferConfig buffers = config.buffers();
        Reading reading = tcp.reading();
        long number;
        switch (name) {
            case Linux.TCP_NODELAY -> number = config.noDelay() ? 1 : 0;
            case Linux.TCP_MAXSEG -> number = maxSegment(tcp);
            case Linux.TCP_CORK -> number = buffers.cork() ? 1 : 0;
            case Linux.TCP_KEEPIDLE -> number = config.keepIdleNanos() / SECOND;
            case Linux.TCP_KEEPINTVL -> number = config.keepIntervalNanos() / SECOND;
            case Linux.TCP_KEEPCNT -> number = config.keepCount();
            case Linux.TCP_LINGER2 -> number = config.finWait2Nanos() < 0 ? -1 : config.finWait2Nanos() / SECOND;
            case Linux.TCP_WINDOW_CLAMP -> number = windowClamp(tcp);
            case Linux.TCP_QUICKACK -> number = reading == null || reading.isQuickAck() ? 1 : 0;
            case Linux.TCP_USER_TIMEOUT -> number = config.userTimeoutNanos() / MILLISECOND;
            case Linux.TCP_NOTSENT_LOWAT -> number = buffers.notSentLowWaterBytes();
            default -> {
                return Errno.ENOPROTOOPT.refusal();
            }
        }
        return Linux.put32(value, 0, (int) number);
    }

    private static int maxSegment(TcpEndpoint tcp) {
        TcpSnapshot snapshot = tcp.snapshot();
        int wanted = tcp.config().path().maxSegmentBytes();
        if (snapshot == null || snapshot.state() == TcpState.CLOSED) {
            return wanted > 0 ? wanted : DEFAULT_SEGMENT_BYTES;
        }
        return TcpInfoLayout.segmentBytes(snapshot);
    }

    private static int windowClamp(TcpEndpoint tcp) {
        TcpSnapshot snapshot = tcp.snapshot();
        return snapshot == null
                ? tcp.config().buffers().windowClampBytes()
                : snapshot.receive().clampBytes();
    }

    private static int getSocket(TcpEndpoint tcp, int name, byte[] value) {
        TcpConfig config = tcp.config();
        TcpSnapshot snapshot = tcp.snapshot();
        int number;
        switch (name) {
            case Linux.SO_KEEPALIVE -> number = config.keepAlive() ? 1 : 0;
            case Linux.SO_LINGER -> {
                Linux.put32(value, 0, config.lingerNanos() < 0 ? 0 : 1);
                Linux.put32(value, 4, (int) (Math.max(config.lingerNanos(), 0) / SECOND));
                return 8;
            }
            case Linux.SO_MAX_PACING_RATE -> {
                long rate = config.congestion().maxPacingRate();
                return Linux.put64(value, 0, rate == Long.MAX_VALUE ? -1 : rate);
            }
            case Linux.SO_SNDBUF -> number = snapshot != null ? snapshot.sendSpace() : sendBuffer(config);
            case Linux.SO_RCVBUF ->
                number = snapshot != null ? snapshot.receive().bufferBytes() : receiveBuffer(config);
            case Linux.SO_RCVLOWAT -> number = config.buffers().receiveLowWaterBytes();
            case Linux.SO_SNDLOWAT -> number = 1;
            case Linux.SO_OOBINLINE -> number = config.buffers().urgentInline() ? 1 : 0;
            case Linux.SO_ACCEPTCONN -> number = tcp.state() == TcpState.LISTEN ? 1 : 0;
            default -> {
                return StackOptions.get(tcp, Linux.SOCK_STREAM, Linux.SOL_SOCKET, name, value);
            }
        }
        return Linux.put32(value, 0, number);
    }

    private static int sendBuffer(TcpConfig config) {
        return config.sendBufferBytes() > 0
                ? config.sendBufferBytes()
                : config.buffers().sendDefaultBytes();
    }

    private static int receiveBuffer(TcpConfig config) {
        return config.receiveBufferBytes() > 0
                ? config.receiveBufferBytes()
                : config.buffers().receiveDefaultBytes();
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
        if (level == Linux.SOL_TCP && name == Linux.TCP_INQ) {
            return StackOptions.set(tcp, level, name, number);
        }
        return switch (level) {
            case Linux.SOL_TCP ->
                name == Linux.TCP_QUICKACK ? quickAck(now, tcp, number) : setTcp(now, tcp, name, number);
            case Linux.SOL_SOCKET -> setSocket(now, tcp, name, number, value, length);
            default -> StackOptions.set(tcp, level, name, number);
        };
    }

    private static int setCongestion(long now, TcpEndpoint tcp, byte[] value, int length) {
        if (length < 1) {
            return Errno.EINVAL.refusal();
        }
        CongestionConfig congestion = tcp.config().congestion();
        String wanted = Linux.name(value, Math.min(length, Linux.CONGESTION_NAME_BYTES - 1));
        if (!congestion.controllers().knows(wanted)) {
            return Errno.ENOENT.refusal();
        }
        tcp.configure(now, tcp.config().congestion(congestion.algorithm(wanted)));
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

    private static int quickAck(long now, TcpEndpoint tcp, int number) {
        tcp.quickAck(now, number);
        return 0;
    }

    private static int setSocket(long now, TcpEndpoint tcp, int name, int number, byte[] value, int length) {
        TcpConfig config = tcp.config();
        BufferConfig buffers = config.buffers();
        TcpConfig changed;
        switch (name) {
            case Linux.SO_KEEPALIVE -> changed = config.keepAlive(number != 0);
            case Linux.SO_LINGER -> {
                if (length < 8) {
                    return Errno.EINVAL.refusal();
                }
                long nanos = Integer.toUnsignedLong(Linux.i32(value, 4)) * SECOND;
                changed = config.lingerNanos(number == 0 ? -1 : nanos);
            }
            case Linux.SO_MAX_PACING_RATE ->
                changed = config.congestion(config.congestion().maxPacingRate(rate(value, length)));
            case Linux.SO_SNDBUF -> changed = config.sendBufferBytes(buffer(number, MIN_SEND_BYTES));
            case Linux.SO_RCVBUF -> changed = config.receiveBufferBytes(buffer(number, MIN_RECEIVE_BYTES));
            case Linux.SO_OOBINLINE -> changed = config.buffers(buffers.urgentInline(number != 0));
            case Linux.SO_RCVLOWAT -> {
                int most = config.receiveBufferBytes() > 0 ? config.receiveBufferBytes() : buffers.receiveMostBytes();
                int wanted = number < 0 ? Integer.MAX_VALUE : Math.max(number, 1);
                changed = config.buffers(buffers.receiveLowWaterBytes(Math.min(wanted, most / 2)));
            }
            default -> {
                return StackOptions.set(tcp, Linux.SOL_SOCKET, name, number);
            }
        }
        tcp.configure(now, changed);
        return 0;
    }

    private static int setTcp(long now, TcpEndpoint tcp, int name, int number) {
        if (name == Linux.TCP_REPAIR) {
            return Errno.EPERM.refusal();
        }
        if (!isInBounds(tcp, name, number)) {
            return Errno.EINVAL.refusal();
        }
        TcpConfig config = tcp.config();
        BufferConfig buffers = config.buffers();
        TcpConfig changed;
        switch (name) {
            case Linux.TCP_NODELAY -> {
                // Each time that it is set it lets go of what waits.
                tcp.configure(now, config.noDelay(false));
                changed = config.noDelay(number != 0);
            }
            case Linux.TCP_MAXSEG -> changed = config.path(config.path().maxSegmentBytes(number));
            case Linux.TCP_CORK -> changed = config.buffers(buffers.cork(number != 0));
            case Linux.TCP_KEEPIDLE -> changed = config.keepIdleNanos(number * SECOND);
            case Linux.TCP_KEEPINTVL -> changed = config.keepIntervalNanos(number * SECOND);
            case Linux.TCP_KEEPCNT -> changed = config.keepCount(number);
            case Linux.TCP_LINGER2 -> changed = config.finWait2Nanos(finWait2Nanos(number));
            case Linux.TCP_WINDOW_CLAMP -> {
                int clamp = number == 0 ? 0 : Math.max(number, MIN_RECEIVE_BYTES / 2);
                changed = config.buffers(buffers.windowClampBytes(clamp));
            }
            case Linux.TCP_USER_TIMEOUT -> changed = config.userTimeoutNanos(number * MILLISECOND);
            case Linux.TCP_NOTSENT_LOWAT -> changed = config.buffers(buffers.notSentLowWaterBytes(number));
            default -> {
                return Errno.ENOPROTOOPT.refusal();
            }
        }
        tcp.configure(now, changed);
        return 0;
    }

    private static boolean isInBounds(TcpEndpoint tcp, int name, int number) {
        return switch (name) {
            case Linux.TCP_KEEPIDLE, Linux.TCP_KEEPINTVL -> number >= 1 && number <= MAX_KEEP_SECONDS;
            case Linux.TCP_KEEPCNT -> number >= 1 && number <= MAX_KEEP_COUNT;
            case Linux.TCP_USER_TIMEOUT -> number >= 0;
            case Linux.TCP_MAXSEG -> number == 0 || number >= MIN_SEGMENT_BYTES && number <= MAX_SEGMENT_BYTES;
            case Linux.TCP_WINDOW_CLAMP -> number != 0 || tcp.state() == TcpState.CLOSED;
            default -> true;
        };
    }

    private static long finWait2Nanos(int seconds) {
        return seconds < 0
                ? -1
                : seconds == 0 ? TcpConfig.DEFAULT.finWait2Nanos() : Math.min(seconds, MAX_FIN_SECONDS) * SECOND;
    }

    /** Linux doubles what is set, for its own bookkeeping, and answers that: so do we. */
    private static int buffer(int bytes, int least) {
        int most = bytes < 0 ? MAX_BUFFER_BYTES : Math.min(bytes, MAX_BUFFER_BYTES);
        return Math.max(2 * most, least);
    }
}

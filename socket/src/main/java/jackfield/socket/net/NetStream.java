package jackfield.socket.net;

import jackfield.engine.base.Errno;
import jackfield.socket.Accepted;
import jackfield.socket.Shutdown;
import jackfield.socket.Socket;
import jackfield.socket.SocketException;
import jackfield.socket.SocketLayer;
import jackfield.socket.SocketOptions;
import jackfield.socket.Type;
import jackfield.socket.option.Holder;
import jackfield.socket.option.JavaOptions;
import jackfield.socket.option.Refusals;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketImpl;
import java.net.SocketOption;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The inside of a {@link java.net.Socket} or {@link java.net.ServerSocket}: a stream of a {@link SocketLayer}.
 *
 * <pre>
 *   NEW --create--> UNCONNECTED --connect--> CONNECTING --> CONNECTED     close: CLOSED, from anywhere
 *                        |                       | fails: CLOSED
 *                        +-- bind, listen, accept (makes another one CONNECTED)
 * </pre>
 *
 * <p>Does what OpenJDK's own does, exceptions and their texts included. Thread-safe; close wakes whoever waits.
 *
 * @see <a href="https://docs.oracle.com/en/java/javase/25/docs/api/java.base/java/net/SocketImpl.html">SocketImpl</a>
 */
public final class NetStream extends SocketImpl {
    private static final int USUAL_BACKLOG = 50;

    /** How far it has come. */
    private enum State {
        NEW,
        UNCONNECTED,
        CONNECTING,
        CONNECTED,
        CLOSED
    }

    private final SocketLayer layer;
    private final boolean isServer;
    private final Object lock = new Object();
    private final StreamReader reader = new StreamReader(this);
    private final StreamWriter writer = new StreamWriter(this);
    private volatile State state = State.NEW;
    private volatile @Nullable Socket socket;
    private volatile int timeoutMillis;
    private volatile boolean isOutputShut;

    /** @param isServer whether it is to listen: the defaults and the options of the two differ */
    public NetStream(SocketLayer layer, boolean isServer) {
        this.layer = layer;
        this.isServer = isServer;
    }

    /** {@return SO_TIMEOUT} */
    int timeoutMillis() {
        return timeoutMillis;
    }

    void timeoutMillis(int millis) {
        timeoutMillis = millis;
    }

    private Socket opened() throws java.net.SocketException {
        Socket own = socket;
        if (state == State.NEW) {
            throw new java.net.SocketException("Socket not created");
        }
        if (state == State.CLOSED || own == null) {
            throw new java.net.SocketException("Socket closed");
        }
        return own;
    }

    /** {@return the socket, for a call that needs a connection} */
    Socket connected() throws java.net.SocketException {
        State now = state;
        if (now.compareTo(State.CONNECTED) < 0) {
            throw new java.net.SocketException("Not connected");
        }
        return opened();
    }

    @Override
    public void create(boolean stream) throws IOException {
        if (!stream) {
            throw new IOException("Datagram socket creation not supported");
        }
        synchronized (lock) {
            if (state != State.NEW) {
                throw new IOException("Already created");
            }
            try {
                Socket made = Families.open(layer, Type.STREAM);
                socket = made;
                state = State.UNCONNECTED;
                if (isServer) {
                    made.setsockopt(SocketOptions.SO_REUSEADDR, true);
                }
            } catch (SocketException e) {
                throw Refusals.ofTransfer(e);
            }
        }
    }

    @Override
    public void bind(InetAddress host, int wanted) throws IOException {
        synchronized (lock) {
            Socket own = opened();
            if (localport != 0) {
                throw new java.net.SocketException("Already bound");
            }
            try {
                own.bind(new InetSocketAddress(host, wanted));
                localport = own.getsockname().getPort();
                address = host;
            } catch (SocketException e) {
                throw Refusals.ofCall(e);
            }
        }
    }

    @Override
    public void listen(int backlog) throws IOException {
        synchronized (lock) {
            try {
                bound().listen(backlog < 1 ? USUAL_BACKLOG : backlog);
            } catch (SocketException e) {
                throw Refusals.ofCall(e);
            }
        }
    }

    private Socket bound() throws java.net.SocketException {
        Socket own = opened();
        if (localport == 0) {
            throw new java.net.SocketException("Not bound");
        }
        return own;
    }

    @Override
    public void connect(String host, int toPort) throws IOException {
        connect(new InetSocketAddress(host, toPort), 0);
    }

    @Override
    public void connect(InetAddress to, int toPort) throws IOException {
        connect(new InetSocketAddress(to, toPort), 0);
    }

    @Override
    public void connect(SocketAddress remote, int millis) throws IOException {
        if (!(remote instanceof InetSocketAddress to)) {
            throw new IOException("Unsupported address type");
        }
        if (to.isUnresolved()) {
            throw new UnknownHostException(to.getHostName());
        }
        try {
            reader.lock().lock();
            try {
                attempt(to, millis);
            } finally {
                reader.lock().unlock();
            }
        } catch (InterruptedIOException e) {
            close();
            throw e instanceof SocketTimeoutException ? e : new java.net.SocketException("Closed by interrupt");
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    private void attempt(InetSocketAddress to, int millis) throws IOException {
        InetAddress ip = Families.reachable(to.getAddress());
        Socket own = beginConnect(ip, to.getPort());
        try {
            long nanos = TimeUnit.MILLISECONDS.toNanos(millis);
            own.connect(new InetSocketAddress(ip, to.getPort()), Waits.patience(nanos));
            synchronized (lock) {
                opened();
                localport = own.getsockname().getPort();
                state = State.CONNECTED;
            }
        } catch (SocketException e) {
            Waits.throwIfInterrupted(e);
            throw e.errno() == Errno.EINPROGRESS ? new SocketTimeoutException("Connect timed out") : Refusals.ofCall(e);
        }
    }

    private Socket beginConnect(InetAddress to, int toPort) throws java.net.SocketException {
        synchronized (lock) {
            String refusal = switch (state) {
                case NEW -> "Not created";
                case CONNECTING -> "Connection in progress";
                case CONNECTED -> "Already connected";
                case UNCONNECTED, CLOSED -> "";
            };
            if (!refusal.isEmpty()) {
                throw new java.net.SocketException(refusal);
            }
            Socket own = opened();
            state = State.CONNECTING;
            address = to;
            port = toPort;
            return own;
        }
    }

    /**
     * Waits for a connection and gives it to {@code into}, which must be one of these, and fresh.
     *
     * @throws SocketTimeoutException {@code Accept timed out}
     */
    @Override
    public void accept(SocketImpl into) throws IOException {
        if (!(into instanceof NetStream fresh) || fresh.state != State.NEW) {
            throw new java.net.SocketException("Not a newly created SocketImpl");
        }
        long left = Waits.lock(reader.lock(), timeoutMillis);
        if (left < 0) {
            throw new SocketTimeoutException("Accept timed out");
        }
        try {
            fresh.adopt(bound().accept(Waits.patience(left)));
        } catch (SocketException e) {
            Waits.throwIfInterrupted(e);
            throw e.errno() == Errno.EAGAIN ? new SocketTimeoutException("Accept timed out") : Refusals.ofCall(e);
        } finally {
            reader.lock().unlock();
        }
    }

    private void adopt(Accepted accepted) throws IOException {
        synchronized (lock) {
            socket = accepted.conn();
            state = State.CONNECTED;
            address = accepted.addr().getAddress();
            port = accepted.addr().getPort();
            try {
                localport = accepted.conn().getsockname().getPort();
            } catch (SocketException e) {
                close();
                throw Refusals.ofCall(e);
            }
        }
    }

    @Override
    public InputStream getInputStream() {
        return new StreamInput(this, reader);
    }

    @Override
    public OutputStream getOutputStream() {
        return new StreamOutput(this, writer);
    }

    @Override
    public int available() throws IOException {
        try {
            Socket own = connected();
            return reader.isShut() ? 0 : own.inq();
        } catch (SocketException e) {
            throw Refusals.ofTransfer(e);
        }
    }

    /** Ends the connection with a FIN, even where text was left unread, unless SO_LINGER is 0; wakes who waits. */
    @Override
    public void close() {
        Socket own;
        boolean wasConnected;
        synchronized (lock) {
            own = state == State.CLOSED ? null : socket;
            wasConnected = state == State.CONNECTED;
            state = State.CLOSED;
        }
        if (own == null) {
            return;
        }
        if (wasConnected) {
            try {
                if (own.getsockopt(SocketOptions.SO_LINGER) != 0) {
                    own.shutdown(Shutdown.WR);
                }
            } catch (SocketException e) {
                // The connection has ended already.
            }
        }
        own.close();
    }

    @Override
    public void shutdownInput() throws IOException {
        if (!reader.isShut()) {
            shutdown(connected(), Shutdown.RD);
            reader.shut();
        }
    }

    @Override
    public void shutdownOutput() throws IOException {
        if (!isOutputShut) {
            shutdown(connected(), Shutdown.WR);
            isOutputShut = true;
        }
    }

    private static void shutdown(Socket own, Shutdown how) throws IOException {
        try {
            own.shutdown(how);
        } catch (SocketException e) {
            // As in the JDK: a connection that is gone needs no end.
            if (e.errno() != Errno.ENOTCONN) {
                throw Refusals.ofCall(e);
            }
        }
    }

    @Override
    public boolean supportsUrgentData() {
        return true;
    }

    @Override
    public void sendUrgentData(int data) throws IOException {
        writer.sendUrgent(data);
    }

    @Override
    public Set<SocketOption<?>> supportedOptions() {
        return JavaOptions.supported(holder());
    }

    private Holder holder() {
        return isServer ? Holder.SERVER_SOCKET : Holder.SOCKET;
    }

    @Override
    public <T> void setOption(SocketOption<T> option, T value) throws IOException {
        JavaOptions.check(holder(), option, value);
        JavaOptions.set(opened(), option, value);
    }

    @Override
    public <T> T getOption(SocketOption<T> option) throws IOException {
        JavaOptions.check(holder(), option);
        return JavaOptions.get(opened(), option);
    }

    @Override
    public void setOption(int option, Object value) throws java.net.SocketException {
        StreamOptions.set(this, opened(), option, value);
    }

    @Override
    public Object getOption(int option) throws java.net.SocketException {
        return StreamOptions.get(this, opened(), option);
    }
}

package jackfield.socket.jvm;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.MulticastSocket;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketImpl;
import java.nio.channels.DatagramChannel;
import java.nio.channels.spi.AsynchronousChannelProvider;
import java.nio.channels.spi.SelectorProvider;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's own sockets while ours are in the place where the JDK looks for them.
 *
 * <p>Once a factory or a provider is set there is no public way back to the JDK's own, so they are taken from the
 * package {@code sun.nio.ch}, which must be exported to us; nothing is opened. What they do is the JDK's to the
 * letter, because it is the JDK's. Thread-safe.
 */
final class Platform implements Origin {
    private static final String PACKAGE = "sun.nio.ch";

    private final SelectorProvider provider;

    private Platform(SelectorProvider provider) {
        this.provider = provider;
    }

    /**
     * {@return the platform's sockets}
     *
     * @throws IllegalStateException if the package is not exported to us; says in which two ways it can be
     */
    static Platform reached() {
        return find().orElseThrow(() -> new IllegalStateException("the JDK's own sockets cannot be reached beside"
                + " ours: start java with --add-exports java.base/" + PACKAGE + "=" + us()
                + ", or with -javaagent:jackfield-agent.jar"));
    }

    private static String us() {
        Module module = Platform.class.getModule();
        return module.isNamed() ? module.getName() : "ALL-UNNAMED";
    }

    /** {@return the platform's sockets, if their package is exported to us} */
    private static Optional<Platform> find() {
        if (!Object.class.getModule().isExported(PACKAGE, Platform.class.getModule())) {
            return Optional.empty();
        }
        try {
            Object found = Class.forName(PACKAGE + ".DefaultSelectorProvider")
                    .getMethod("get")
                    .invoke(null);
            return Optional.of(new Platform((SelectorProvider) found));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this JDK keeps its own sockets elsewhere than JDK 25 does", e);
        }
    }

    /** {@return the JDK's own provider} */
    SelectorProvider provider() {
        return provider;
    }

    /** {@return a provider of the JDK's own asynchronous channels} */
    AsynchronousChannelProvider asyncProvider() {
        try {
            return (AsynchronousChannelProvider) Class.forName(PACKAGE + ".DefaultAsynchronousChannelProvider")
                    .getMethod("create")
                    .invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this JDK keeps its own sockets elsewhere than JDK 25 does", e);
        }
    }

    @Override
    public Socket socket() throws SocketException {
        return new PlatformSocket(stream(false));
    }

    @Override
    public ServerSocket serverSocket() {
        return new PlatformServerSocket(stream(true));
    }

    /** {@return a new one, not bound} */
    MulticastSocket datagramSocket() throws SocketException {
        try {
            Object channel = provider.getClass()
                    .getMethod("openUninterruptibleDatagramChannel")
                    .invoke(provider);
            return (MulticastSocket) ((DatagramChannel) channel).socket();
        } catch (InvocationTargetException e) {
            throw asSocketException(e.getTargetException());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this JDK keeps its own sockets elsewhere than JDK 25 does", e);
        }
    }

    private static SocketException asSocketException(@Nullable Throwable cause) {
        return switch (cause) {
            case SocketException e -> e;
            case IOException e -> new SocketException(e.getMessage(), e);
            case null, default -> throw new IllegalStateException(cause);
        };
    }

    private static SocketImpl stream(boolean server) {
        try {
            return Class.forName(PACKAGE + ".NioSocketImpl")
                    .asSubclass(SocketImpl.class)
                    .getConstructor(boolean.class)
                    .newInstance(server);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this JDK keeps its own sockets elsewhere than JDK 25 does", e);
        }
    }

    /** A socket of the platform's that no factory made. */
    private static final class PlatformSocket extends Socket {
        PlatformSocket(SocketImpl stream) throws SocketException {
            super(stream);
        }
    }

    /** A listener of the platform's that no factory made; what it accepts is the platform's, too. */
    private static final class PlatformServerSocket extends ServerSocket {
        PlatformServerSocket(SocketImpl stream) {
            super(stream);
        }
    }
}

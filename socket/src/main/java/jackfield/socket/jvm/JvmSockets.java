package jackfield.socket.jvm;

import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.channels.spi.AsynchronousChannelProvider;
import java.nio.channels.spi.SelectorProvider;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Has every socket of this JVM ask {@link jackfield.socket.route.Networks} whose it is, from {@link #install} on.
 *
 * <p>What belongs to no network is the platform's own, to the letter; with no network registered that is everything.
 * There is no way back: the JDK takes factories and providers once. {@link
 * KernelCalls} counts what was left to the platform.
 */
public final class JvmSockets {
    private static final String PROVIDER = "java.nio.channels.spi.SelectorProvider";
    private static final String ASYNC_PROVIDER = "java.nio.channels.spi.AsynchronousChannelProvider";
    private static final AtomicBoolean INSTALLED = new AtomicBoolean();

    private final KernelCalls kernelCalls = KernelCalls.ofThisJvm();

    private JvmSockets() {}

    /**
     * Installs ours in the places the JDK has for it.
     *
     * @return for the count of what still reaches the kernel
     * @throws IllegalStateException if that was done before, if something else is in one of the places, or if the
     *     platform's own sockets cannot be reached, which would cut off whatever is not ours
     */
    public static JvmSockets install() {
        Platform platform = Platform.reached();
        if (!INSTALLED.compareAndSet(false, true)) {
            throw new IllegalStateException("the sockets of this JVM are routed already");
        }
        putProviders();
        putFactories(platform);
        return new JvmSockets();
    }

    // Deprecated for those who should give a library a factory; for a whole JVM there is no other way.
    @SuppressWarnings("deprecation")
    private static void putFactories(Platform platform) {
        place(
                "java.net.Socket",
                () -> Socket.setSocketImplFactory(() -> new RoutedStream(Choice.here("Socket", platform))));
        place(
                "java.net.ServerSocket",
                () -> ServerSocket.setSocketFactory(() -> new RoutedListener(Choice.here("ServerSocket", platform))));
        place(
                "java.net.DatagramSocket",
                () -> DatagramSocket.setDatagramSocketImplFactory(
                        () -> new RoutedDatagrams(Choice.here("DatagramSocket", platform))));
    }

    private static void putProviders() {
        System.setProperty(PROVIDER, RoutedSelectorProvider.class.getName());
        require(SelectorProvider.provider(), RoutedSelectorProvider.class);
        System.setProperty(ASYNC_PROVIDER, RoutedAsyncProvider.class.getName());
        require(AsynchronousChannelProvider.provider(), RoutedAsyncProvider.class);
    }

    private static void require(Object provider, Class<?> ours) {
        if (!ours.isInstance(provider)) {
            throw new IllegalStateException("java.nio has taken "
                    + provider.getClass().getName()
                    + " already: install before the first channel is opened, and with Jackfield on the class path"
                    + " of the application itself");
        }
    }

    private interface Placing {
        void run() throws java.io.IOException;
    }

    private static void place(String where, Placing placing) {
        try {
            placing.run();
        } catch (SocketException e) {
            throw new IllegalStateException(
                    where + " has a factory of somebody else's already, which the JDK does not let us replace", e);
        } catch (java.io.IOException e) {
            throw new IllegalStateException(where + " took no factory", e);
        }
    }

    /** {@return what reached the kernel since {@link #install}} */
    public KernelCalls kernelCalls() {
        return kernelCalls;
    }
}

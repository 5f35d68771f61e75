package jackfield.socket.jvm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NetworkChannel;
import java.nio.channels.SelectableChannel;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the routed channels have in common when they are bound. */
final class Bindings {
    /** Binds a channel. */
    interface Bind<C> {
        Object to(C channel, SocketAddress address) throws IOException;
    }

    /** Says where a channel is bound. */
    interface Local<C> {
        @Nullable
        SocketAddress of(C channel) throws IOException;
    }

    private Bindings() {}

    /** {@return the IP address asked for, null means any; none if the channel behind will refuse it} */
    static Optional<InetSocketAddress> wanted(@Nullable SocketAddress address) {
        if (address == null) {
            return Optional.of(new InetSocketAddress(0));
        }
        return address instanceof InetSocketAddress inet && !inet.isUnresolved() ? Optional.of(inet) : Optional.empty();
    }

    /** {@return an address as it is listed} */
    static String text(@Nullable SocketAddress address) {
        return address instanceof InetSocketAddress inet ? Choice.text(inet) : String.valueOf(address);
    }

    /** Binds to the wildcard address: the port goes along if another channel takes the place. */
    @SuppressWarnings("ReferenceEquality") // It is one channel or another.
    static <C extends SelectableChannel> void bindAnywhere(
            Behind<C> behind, InetSocketAddress any, Bind<C> bind, Local<C> local) throws IOException {
        behind.step("bind", channel -> {
            C known = behind.known();
            boolean isFirst = known == null || known == channel;
            SocketAddress bound = isFirst || known == null ? any : at(any, local.of(known));
            bind.to(channel, bound);
        });
    }

    private static SocketAddress at(InetSocketAddress any, @Nullable SocketAddress bound) {
        return bound instanceof InetSocketAddress inet ? new InetSocketAddress(any.getAddress(), inet.getPort()) : any;
    }

    static <C extends SelectableChannel & NetworkChannel> Set<SocketOption<?>> supported(Behind<C> behind) {
        try {
            return behind.get().supportedOptions();
        } catch (ClosedChannelException e) {
            return Set.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

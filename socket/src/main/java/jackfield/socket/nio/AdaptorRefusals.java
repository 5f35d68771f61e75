package jackfield.socket.nio;

import java.io.IOException;
import java.net.SocketException;
import java.nio.channels.AlreadyBoundException;
import java.nio.channels.AlreadyConnectedException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ConnectionPendingException;
import java.nio.channels.NotYetBoundException;
import java.nio.channels.NotYetConnectedException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.channels.UnsupportedAddressTypeException;

/** What the sockets of channels throw where the channel throws: java.net's words for java.nio's. */
final class AdaptorRefusals {
    private AdaptorRefusals() {}

    /** {@return what a call that may throw any I/O exception throws} */
    static IOException ofCall(Exception thrown) {
        return thrown instanceof IOException io ? io : ofSocket(thrown);
    }

    /** {@return what a call that throws socket exceptions only throws; what has no word there is thrown as it is} */
    static SocketException ofSocket(Exception thrown) {
        if (thrown instanceof SocketException same) {
            return same;
        }
        String text = switch (thrown) {
            case ClosedChannelException _ -> "Socket is closed";
            case NotYetConnectedException _ -> "Socket is not connected";
            case AlreadyBoundException _ -> "Already bound";
            case NotYetBoundException _ -> "Socket is not bound yet";
            case UnsupportedAddressTypeException _ -> "Unsupported address type";
            case UnresolvedAddressException _ -> "Unresolved address";
            case AlreadyConnectedException _ -> "Already connected";
            case ConnectionPendingException _ -> "Connection pending";
            case RuntimeException other -> throw other;
            default -> String.valueOf(thrown.getMessage());
        };
        return new SocketException(text, thrown);
    }
}

package jackfield.socket.nio;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.SelectorProvider;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** Sends back what it receives: one thread, one selector, as any textbook writes it. */
final class EchoServer implements AutoCloseable {
    private final Selector selector;
    private final ServerSocketChannel listener;
    private final FutureTask<Integer> loop = new FutureTask<>(this::run);
    private int accepted;

    EchoServer(SelectorProvider provider, SocketAddress address) throws IOException {
        selector = provider.openSelector();
        listener = provider.openServerSocketChannel();
        listener.bind(address, 1024).configureBlocking(false);
        listener.register(selector, SelectionKey.OP_ACCEPT);
    }

    EchoServer start(Thread.Builder threads) {
        threads.start(loop);
        return this;
    }

    int port() throws IOException {
        return ((InetSocketAddress) listener.getLocalAddress()).getPort();
    }

    private int run() throws IOException {
        while (listener.isOpen()) {
            selector.select();
            var keys = selector.selectedKeys().iterator();
            while (keys.hasNext()) {
                SelectionKey key = keys.next();
                keys.remove();
                if (key.isValid() && key.isAcceptable()) {
                    accept();
                } else if (key.isValid()) {
                    serve(key);
                }
            }
        }
        return accepted;
    }

    private void accept() throws IOException {
        for (SocketChannel channel; (channel = listener.accept()) != null; ) {
            accepted++;
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, ByteBuffer.allocateDirect(16 * 1024));
        }
    }

    private static void serve(SelectionKey key) throws IOException {
        var channel = (SocketChannel) key.channel();
        var buffer = (ByteBuffer) key.attachment();
        if (key.isReadable() && channel.read(buffer) < 0) {
            channel.close();
            return;
        }
        buffer.flip();
        channel.write(buffer);
        buffer.compact();
        // A full buffer is not read into; what could not be written waits for room.
        int interest = (buffer.hasRemaining() ? SelectionKey.OP_READ : 0)
                | (buffer.position() > 0 ? SelectionKey.OP_WRITE : 0);
        key.interestOps(interest);
    }

    /** Ends the loop. {@return how many connections it has accepted} */
    int stop() throws Exception {
        listener.close();
        selector.wakeup();
        return loop.get(20, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}

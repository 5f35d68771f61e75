package jackfield.bench.jvm;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** Netty's NIO transport: 64 connections, each with one message of 64 bytes under way; one event loop a side. */
@SuppressWarnings("FutureReturnValueIgnored") // A void promise tells the pipeline of a failure.
final class NettyEcho implements Figure {
    private static final int PORT = 9002;
    private static final int CONNECTIONS = 64;
    private static final int MESSAGE_BYTES = 64;

    @Override
    public double measure(Side side, long seconds) throws Exception {
        var serverLoop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory(side.serverProvider()));
        var clientLoop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory(side.clientProvider()));
        new ServerBootstrap()
                .group(serverLoop)
                .channelFactory(() -> new NioServerSocketChannel(side.serverProvider()))
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new Echo())
                .bind(side.server(PORT))
                .sync();
        var answers = new LongAdder();
        for (int i = 0; i < CONNECTIONS; i++) {
            new Bootstrap()
                    .group(clientLoop)
                    .channelFactory(() -> new NioSocketChannel(side.clientProvider()))
                    .option(ChannelOption.TCP_NODELAY, true)
                    .handler(new Asker(answers))
                    .connect(side.server(PORT))
                    .sync();
        }
        count(answers, seconds);
        double rate = count(answers, seconds);
        clientLoop.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
        serverLoop.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
        return rate;
    }

    private static double count(LongAdder answers, long seconds) throws InterruptedException {
        long before = answers.sum();
        long begin = System.nanoTime();
        TimeUnit.SECONDS.sleep(seconds);
        return (answers.sum() - before) * 1e9 / (System.nanoTime() - begin);
    }

    /** Sends back what comes. */
    @Sharable
    private static final class Echo extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            context.write(message, context.voidPromise());
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            context.flush();
        }
    }

    /** Sends a message, and the next when it is back. */
    private static final class Asker extends ChannelInboundHandlerAdapter {
        private final LongAdder answers;
        private int got;

        Asker(LongAdder answers) {
            this.answers = answers;
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            context.writeAndFlush(Unpooled.wrappedBuffer(new byte[MESSAGE_BYTES]), context.voidPromise());
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            got += ((ByteBuf) message).readableBytes();
            if (got == MESSAGE_BYTES) {
                got = 0;
                answers.increment();
                context.writeAndFlush(message, context.voidPromise());
            } else {
                throw new IllegalStateException("a message of 64 bytes came in pieces");
            }
        }
    }
}

package jackfield.conformance.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2StreamChannelBootstrap;
import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.nio.channels.spi.SelectorProvider;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Netty's NIO transport, given our provider: a stream of bytes, and HTTP/2. */
class NettyTest {
    private static final int PORT = 8084;

    @ParameterizedTest
    @ValueSource(strings = {Lab.PERFECT, Lab.LOSSY})
    void echo(String weather) throws Exception {
        byte[] sent = Load.stream(weather.isEmpty() ? Load.BYTES : Load.BYTES / 5);
        try (var lab = new Lab(weather);
                var pair = new Pair(lab, new Complement())) {
            // Over a bad line five connections at once, as one takes long: 10 MB together.
            int connections = Load.BYTES / sent.length;
            Load.inParallel(connections, connections, n -> {
                var collector = new Collector(sent.length);
                Channel channel = pair.connect(collector);
                ChannelFuture written = channel.writeAndFlush(Unpooled.wrappedBuffer(sent));
                byte[] got = collector.all.get(180, TimeUnit.SECONDS);
                assertThat(Arrays.equals(got, Load.answer(sent)))
                        .as("connection %d", n)
                        .isTrue();
                written.sync();
                channel.close().sync();
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {Lab.PERFECT, Lab.LOSSY})
    void http2(String weather) throws Exception {
        try (var lab = new Lab(weather);
                var pair = new Pair(lab, new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(Http2FrameCodecBuilder.forServer().build())
                                .addLast(new Http2MultiplexHandler(new Http2Answer()));
                    }
                })) {
            Channel connection = pair.connect(new ChannelInitializer<>() {
                @Override
                protected void initChannel(Channel channel) {
                    channel.pipeline()
                            .addLast(Http2FrameCodecBuilder.forClient().build())
                            .addLast(new Http2MultiplexHandler(new ChannelInboundHandlerAdapter()));
                }
            });
            Load.requests(50, (n, text) -> {
                var answer = new Http2Collector();
                Channel stream = new Http2StreamChannelBootstrap(connection)
                        .handler(answer)
                        .open()
                        .sync()
                        .getNow();
                var headers = new DefaultHttp2Headers().method("POST").path("/" + n);
                ChannelFuture begun = stream.write(new DefaultHttp2HeadersFrame(headers, false));
                ChannelFuture ended =
                        stream.writeAndFlush(new DefaultHttp2DataFrame(Unpooled.wrappedBuffer(text), true));
                byte[] got = answer.all.get(60, TimeUnit.SECONDS);
                begun.sync();
                ended.sync();
                return got;
            });
            connection.close().sync();
        }
    }

    /** A server and an event loop for clients. */
    private static final class Pair implements AutoCloseable {
        private final SelectorProvider provider;
        private final MultiThreadIoEventLoopGroup serverLoop;
        private final MultiThreadIoEventLoopGroup clientLoop;

        Pair(Lab lab, ChannelHandler handler) throws Exception {
            SelectorProvider serverProvider = lab.serverProvider();
            provider = lab.clientProvider();
            serverLoop = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory(serverProvider));
            clientLoop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory(provider));
            new ServerBootstrap()
                    .group(serverLoop)
                    .channelFactory(() -> new NioServerSocketChannel(serverProvider))
                    .childHandler(handler)
                    .bind(new InetSocketAddress(Lab.SERVER, PORT))
                    .sync();
        }

        Channel connect(ChannelHandler handler) throws Exception {
            return new Bootstrap()
                    .group(clientLoop)
                    .channelFactory(() -> new NioSocketChannel(provider))
                    .handler(handler)
                    .connect(new InetSocketAddress(Lab.SERVER, PORT))
                    .sync()
                    .channel();
        }

        @Override
        public void close() {
            clientLoop.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
            serverLoop.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
        }
    }

    /** Answers a stream with the complement of each byte. */
    @Sharable
    private static final class Complement extends SimpleChannelInboundHandler<ByteBuf> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, ByteBuf message) {
            byte[] text = new byte[message.readableBytes()];
            message.readBytes(text);
            context.write(Unpooled.wrappedBuffer(Load.answer(text)))
                    .addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            context.flush();
        }
    }

    /** Gathers so many bytes. */
    private static final class Collector extends SimpleChannelInboundHandler<ByteBuf> {
        final CompletableFuture<byte[]> all = new CompletableFuture<>();
        private final byte[] bytes;
        private int count;

        Collector(int length) {
            bytes = new byte[length];
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, ByteBuf message) {
            int length = message.readableBytes();
            message.readBytes(bytes, count, length);
            count += length;
            if (count == bytes.length) {
                all.complete(bytes);
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            all.completeExceptionally(cause);
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            all.completeExceptionally(new IllegalStateException("closed after " + count + " bytes"));
        }
    }

    /** Answers the stream of one request. */
    @Sharable
    private static final class Http2Answer extends ChannelInitializer<Channel> {
        @Override
        protected void initChannel(Channel channel) {
            var request = new ByteArrayOutputStream();
            channel.pipeline().addLast(new SimpleChannelInboundHandler<Http2DataFrame>() {
                @Override
                protected void channelRead0(ChannelHandlerContext context, Http2DataFrame frame) {
                    byte[] part = new byte[frame.content().readableBytes()];
                    frame.content().readBytes(part);
                    request.writeBytes(part);
                    if (frame.isEndStream()) {
                        byte[] answer = Load.answer(request.toByteArray());
                        context.write(new DefaultHttp2HeadersFrame(new DefaultHttp2Headers().status("200"), false))
                                .addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
                        context.writeAndFlush(new DefaultHttp2DataFrame(Unpooled.wrappedBuffer(answer), true))
                                .addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
                    }
                }
            });
        }
    }

    /** Gathers the answer of one request. */
    private static final class Http2Collector extends SimpleChannelInboundHandler<Http2DataFrame> {
        final CompletableFuture<byte[]> all = new CompletableFuture<>();
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        protected void channelRead0(ChannelHandlerContext context, Http2DataFrame frame) {
            byte[] part = new byte[frame.content().readableBytes()];
            frame.content().readBytes(part);
            bytes.writeBytes(part);
            if (frame.isEndStream()) {
                all.complete(bytes.toByteArray());
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            all.completeExceptionally(cause);
        }
    }
}

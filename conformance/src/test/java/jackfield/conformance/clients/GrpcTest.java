package jackfield.conformance.clients;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** gRPC over Netty, its NIO transport chosen and its sockets the JVM's own. */
class GrpcTest {
    private static final int PORT = 8085;

    private static final MethodDescriptor<byte[], byte[]> ANSWER = MethodDescriptor.<byte[], byte[]>newBuilder()
            .setType(MethodType.UNARY)
            .setFullMethodName("lab/answer")
            .setRequestMarshaller(new Text())
            .setResponseMarshaller(new Text())
            .build();

    @ParameterizedTest
    @ValueSource(strings = {Lab.PERFECT, Lab.LOSSY})
    void unaryCalls(String weather) throws Exception {
        try (var lab = new Lab(weather)) {
            Server server = lab.onServer(GrpcTest::start);
            try {
                lab.onClient(() -> {
                    var loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
                    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                    ManagedChannel channel = NettyChannelBuilder.forAddress(Lab.SERVER, PORT)
                            .eventLoopGroup(loop)
                            .channelType(NioSocketChannel.class)
                            .usePlaintext()
                            // gRPC's own outlive the lab, and stay in the scope they began in.
                            .executor(threads)
                            .offloadExecutor(threads)
                            .build();
                    try {
                        Load.requests(
                                50,
                                (n, text) -> ClientCalls.blockingUnaryCall(channel, ANSWER, CallOptions.DEFAULT, text));
                    } finally {
                        channel.shutdownNow().awaitTermination(30, TimeUnit.SECONDS);
                        loop.shutdownGracefully(0, 5, TimeUnit.SECONDS).sync();
                        threads.shutdown();
                    }
                    return null;
                });
            } finally {
                server.shutdownNow().awaitTermination(30, TimeUnit.SECONDS);
            }
        }
    }

    private static Server start() throws Exception {
        var loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        ServerServiceDefinition service = ServerServiceDefinition.builder("lab")
                .addMethod(ANSWER, ServerCalls.asyncUnaryCall((text, answers) -> {
                    answers.onNext(Load.answer(text));
                    answers.onCompleted();
                }))
                .build();
        return NettyServerBuilder.forAddress(new InetSocketAddress(Lab.SERVER, PORT))
                .bossEventLoopGroup(loop)
                .workerEventLoopGroup(loop)
                .channelType(NioServerSocketChannel.class)
                .addService(service)
                .build()
                .start();
    }

    /** Bytes as they are. */
    private static final class Text implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] text) {
            return new ByteArrayInputStream(text);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}

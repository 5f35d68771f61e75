package jackfield.socket.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import jackfield.engine.base.Errno;
import jackfield.socket.open.Address;
import jackfield.socket.open.ControlMessage;
import jackfield.socket.open.Incoming;
import jackfield.socket.open.Linux;
import jackfield.socket.open.OpenSocket;
import jackfield.wire.IpAddress;
import jackfield.wire.SockAddr;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The kernel's sendmsg and recvmsg, over its loopback, which delivers at once. */
@EnabledOnOs(OS.LINUX)
final class KernelMessagesTest {
    private static final Address LOOPBACK = new Address.Inet(new SockAddr(IpAddress.parse("127.0.0.1"), 0), 0);

    private final OpenSocket receiver = udp();
    private final OpenSocket sender = udp();
    private final byte[] bytes = new byte[100];
    private final Incoming into = new Incoming();

    private static OpenSocket udp() {
        var made = new Incoming();
        assertThat(KernelBackend.shared().socket(Linux.AF_INET, Linux.SOCK_DGRAM, 0, made))
                .isZero();
        return Objects.requireNonNull(made.socket);
    }

    @BeforeEach
    void bind() {
        assertThat(receiver.bind(0, LOOPBACK)).isZero();
        into.controlBytes = 256;
    }

    @AfterEach
    void close() {
        receiver.close(0);
        sender.close(0);
    }

    private static void on(OpenSocket socket, int name) {
        var one = new byte[Integer.BYTES];
        Linux.put32(one, 0, 1);
        assertThat(socket.setOption(0, Linux.SOL_IP, name, one, one.length)).isZero();
    }

    @Test
    void carriesControlMessagesBothWays() {
        on(receiver, Linux.IP_RECVTTL);
        Address to = receiver.localAddress(0);

        int sent = sender.send(
                0, new byte[] {1, 2, 3}, 0, 3, 0, to, List.of(ControlMessage.of(Linux.SOL_IP, Linux.IP_TTL, 9)));
        int received = receiver.receive(0, bytes, 0, 2, 0, into);

        assertThat(sent).isEqualTo(3);
        assertThat(received).isEqualTo(2);
        assertThat(bytes).startsWith(1, 2, 0);
        assertThat(into.isTruncated()).isTrue();
        assertThat(into.from).isInstanceOf(Address.Inet.class);
        assertThat(into.control).hasSize(1);
        assertThat(Linux.i32(into.control.getFirst().data(), 0)).isEqualTo(9);
    }

    @Test
    void tellsWhatTheErrorQueueHolds() {
        Address to = receiver.localAddress(0);
        on(sender, Linux.IP_RECVERR);
        receiver.close(0);

        assertThat(sender.receive(0, bytes, 0, 100, Linux.MSG_ERRQUEUE, into)).isEqualTo(Errno.EAGAIN.refusal());
        assertThat(sender.send(0, new byte[] {1, 2, 3}, 0, 3, 0, to, List.of())).isEqualTo(3);
        int received = sender.receive(0, bytes, 0, 100, Linux.MSG_ERRQUEUE, into);

        assertThat(received).isEqualTo(3);
        assertThat(into.flags).isEqualTo(Linux.MSG_ERRQUEUE);
        assertThat(into.from).isEqualTo(to);
        assertThat(Linux.i32(into.control.getFirst().data(), 0)).isEqualTo(Errno.ECONNREFUSED.code());
    }
}

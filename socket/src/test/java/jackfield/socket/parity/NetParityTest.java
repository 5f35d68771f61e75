package jackfield.socket.parity;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** {@code java.net}'s sockets: ours say what the JDK's say. */
final class NetParityTest {
    private static final NetSide JDK = NetSides.jdk();
    private static final NetSide OURS = NetSides.ours();

    @AfterAll
    static void end() {
        OURS.close();
    }

    /** {@return the cases of Socket and ServerSocket} */
    static List<Case<NetSide>> streams() {
        List<Case<NetSide>> all = new ArrayList<>();
        all.addAll(StreamCases.all());
        all.addAll(EndingCases.all());
        all.addAll(SocketStateCases.all());
        all.addAll(ServerStateCases.all());
        all.addAll(OptionCases.all());
        all.addAll(WaitingCases.all());
        all.addAll(ConnectCases.all());
        return all;
    }

    static List<Case<NetSide>> all() {
        List<Case<NetSide>> all = streams();
        all.addAll(DatagramSocketCases.all());
        all.addAll(DatagramSocketStateCases.all());
        all.addAll(GroupCases.sockets());
        return all;
    }

    @TestFactory
    Stream<DynamicTest> cases() {
        return Parity.tests("net", all(), JDK, OURS);
    }
}

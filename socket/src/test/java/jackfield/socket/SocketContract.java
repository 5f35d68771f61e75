package jackfield.socket;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/**
 * What every back end does alike: the kernel is the judge, and our stack must agree with it.
 *
 * <p>The tests stand in the parts by theme; a subclass says which machines talk.
 */
@Timeout(60)
abstract class SocketContract
        implements StreamContract,
                ConnectContract,
                RefusalContract,
                WaitingContract,
                PollContract,
                DatagramContract,
                GroupContract,
                FamilyContract,
                OptionsContract,
                OpeningContract,
                QueueContract,
                TcpInfoContract,
                ControlContract,
                StressContract {
    private Rig rig;

    abstract Rig makeRig() throws Exception;

    @BeforeEach
    final void openRig() throws Exception {
        rig = makeRig();
    }

    @AfterEach
    final void closeRig() {
        rig.close();
    }

    @Override
    public final Rig rig() {
        return rig;
    }
}

package jackfield.link.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jackfield.link.LinkException;
import jackfield.wire.IpPrefix;
import jackfield.wire.MacAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TroubleTest {
    private static final TunTapConfig TAP = TunTapConfig.tap("tap0");

    @Test
    void aMissingRightNamesTheCommandThatMakesTheDevice() {
        LinkException refused = Trouble.refused(TAP, Libc.EPERM, false);

        assertThat(refused)
                .hasMessage("No right to make the tap device 'tap0'."
                        + " Try: sudo ip tuntap add dev tap0 mode tap user $USER && sudo ip link set tap0 up");
        assertThat(refused.remedy()).startsWith("sudo ip tuntap add dev tap0 mode tap");
        assertThat(Trouble.refused(TunTapConfig.tun("tun3"), Libc.EPERM, false))
                .hasMessageContaining("sudo ip tuntap add dev tun3 mode tun user $USER");
    }

    @Test
    void aDeviceOfSomebodyElseIsToldFromAMissingRight() {
        assertThat(Trouble.refused(TAP, Libc.EPERM, true))
                .hasMessageStartingWith("The device 'tap0' belongs to another");
        assertThat(Trouble.refused(TAP, Libc.EBUSY, true)).hasMessageStartingWith("The device 'tap0' is in use");
        assertThat(Trouble.refused(TAP, Libc.EINVAL, true)).hasMessageContaining("is no tap device");
        assertThat(Trouble.refused(TAP, Libc.EINVAL, false)).hasMessageContaining("for no tap device's name");
        assertThat(Trouble.refused(TAP, 99, false)).hasMessage("Opening the device 'tap0' failed: errno 99.");
    }

    @Test
    void aMissingDeviceFileNamesModuleAndContainer() {
        assertThat(Trouble.noDevice(Libc.ENOENT))
                .hasMessage("There is no /dev/net/tun here. Try: sudo modprobe tun"
                        + " (in a container: --device /dev/net/tun --cap-add NET_ADMIN)");
        assertThat(Trouble.noDevice(Libc.EACCES)).hasMessageStartingWith("No right to open /dev/net/tun.");
    }

    @Test
    void anotherSystemIsToldSoInOneSentence() {
        assertThat(Trouble.notLinux("Mac OS X"))
                .hasMessage("TUN and TAP devices need Linux, and this is Mac OS X. Try: a link in memory");
    }

    @Test
    void aStepOfSetupNamesItsCommand() {
        assertThat(Trouble.setup("bring tap0 up", Libc.EPERM, "sudo ip link set dev tap0 up"))
                .hasMessage("Could not bring tap0 up: no right to do so. Try: sudo ip link set dev tap0 up");
        assertThat(Trouble.noNamespace("lab", Libc.ENOENT))
                .hasMessage("There is no network namespace 'lab'. Try: sudo ip netns add lab");
        assertThat(Trouble.gone("tap0", Libc.EBADFD)).hasMessage("The device 'tap0' is gone (EBADFD).");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sixteen-letters!", "a b", "a/b", "a:1", ".", "..", "achtundzwanzigß"})
    void namesThatNoDeviceCanHaveAreRefusedAtOnce(String name) {
        assertThatThrownBy(() -> TunTapConfig.tap(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("unlike '" + name + "'");
    }

    @Test
    void otherPartsOutOfRangeAreRefusedAtOnce() {
        assertThatThrownBy(() -> TAP.mac(MacAddress.BROADCAST)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TAP.mtu(67)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TAP.namespace("../etc")).isInstanceOf(IllegalArgumentException.class);
        TunTapConfig withOne = TAP.peerAddress(IpPrefix.parse("10.0.0.1/24"));
        assertThat(withOne.peerAddress(IpPrefix.parse("fe80::1/64")).peerAddresses())
                .hasSize(2);
        assertThatThrownBy(() -> withOne.peerAddress(IpPrefix.parse("10.0.1.1/24")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

package jackfield.conformance.interop;

import static jackfield.conformance.interop.KernelHost.KERNEL4;
import static jackfield.conformance.interop.KernelHost.KERNEL6;
import static jackfield.conformance.interop.KernelHost.OURS4;
import static jackfield.conformance.interop.KernelHost.OURS6;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Echoes and neighbours between the Linux kernel and us. */
@Tag("interop")
@Timeout(120)
class PingInteropTest {
    @ParameterizedTest
    @CsvSource({"tap:tap0, 10.9.0.2, 56", "tap:tap0, fd09::2, 56", "tap:tap0, 10.9.0.2, 3000", "tap:tap0, fd09::2, 3000"
    })
    @CsvSource({"tun:tun0, 10.9.0.2, 56", "tun:tun0, fd09::2, 56", "tun:tun0, 10.9.0.2, 3000", "tun:tun0, fd09::2, 3000"
    })
    void weAnswerTheKernelsPing(String device, String address, int bytes) throws Exception {
        try (var kernel = new KernelHost();
                OurCommand echo = serving(kernel, device)) {
            String printed =
                    kernel.run("ping", "-c", "3", "-i", "0.05", "-W", "5", "-s", Integer.toString(bytes), address);

            assertThat(printed).contains("3 received, 0% packet loss", bytes + 8 + " bytes from " + address);
            assertThat(echo.err()).doesNotContain("Exception");
        }
    }

    @ParameterizedTest
    @CsvSource({"tap:tap0, 10.9.0.1, 56", "tap:tap0, fd09::1, 56", "tap:tap0, 10.9.0.1, 3000", "tap:tap0, fd09::1, 3000"
    })
    @CsvSource({"tun:tun0, 10.9.0.1, 56", "tun:tun0, fd09::1, 56", "tun:tun0, 10.9.0.1, 3000", "tun:tun0, fd09::1, 3000"
    })
    void theKernelAnswersOurPing(String device, String address, int bytes) throws Exception {
        try (var kernel = new KernelHost();
                OurCommand ping = OurCommand.start(kernel.command(
                        device, "ping", "-c", "3", "-i", "0.05", "-s", Integer.toString(bytes), address))) {
            ping.succeeds();

            assertThat(ping.out()).contains("3 packets transmitted, 3 received, 0% packet loss");
            assertThat(ping.out()).contains(bytes + 8 + " bytes from " + address + ": icmp_seq=3");
        }
    }

    @Test
    void nobodyAnswersForAnAddressThatIsNotThere() throws Exception {
        try (var kernel = new KernelHost();
                OurCommand ping =
                        OurCommand.start(kernel.command("tap:tap0", "ping", "-c", "1", "-W", "0.3", "10.9.0.77"))) {
            assertThat(ping.await()).isEqualTo(1);

            assertThat(ping.out()).contains("1 packets transmitted, 0 received, 100% packet loss");
        }
    }

    @Test
    void weAnswerArping() throws Exception {
        try (var kernel = new KernelHost();
                OurCommand _ = serving(kernel, "tap:tap0", "--mac", "02:00:00:00:09:02")) {
            assertThat(kernel.run("arping", "-c", "2", "-I", "tap0", OURS4))
                    .contains("reply from " + OURS4 + " [02:00:00:00:09:02]");
        }
    }

    @Test
    void theKernelsNeighbourTableHasUs() throws Exception {
        try (var kernel = new KernelHost();
                OurCommand _ = serving(kernel, "tap:tap0", "--mac", "02:00:00:00:09:02")) {
            kernel.run("ping", "-c", "1", "-W", "5", OURS4);
            kernel.run("ping", "-c", "1", "-W", "5", OURS6);

            assertThat(kernel.run("ip", "neigh", "show", "dev", "tap0"))
                    .contains(OURS4 + " lladdr 02:00:00:00:09:02", OURS6 + " lladdr 02:00:00:00:09:02");
        }
    }

    @Test
    void theKernelAnswersOurArp() throws Exception {
        try (var kernel = new KernelHost();
                OurCommand arp = OurCommand.start(kernel.command("tap:tap0", "arp", "-c", "2", "-i", "0.2", KERNEL4))) {
            arp.succeeds();

            assertThat(arp.out()).contains("ARPING " + KERNEL4 + " from " + OURS4, "Unicast reply from " + KERNEL4);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {KERNEL4, KERNEL6})
    void ourPingOverATunWithoutOffloadsWorksToo(String address) throws Exception {
        try (var kernel = new KernelHost();
                OurCommand ping = OurCommand.start(
                        kernel.command("tun:tun0", "ping", "--no-offload", "-c", "2", "-i", "0.05", address))) {
            ping.succeeds();
        }
    }

    private static OurCommand serving(KernelHost kernel, String device, String... more) {
        String[] options = kernel.link(device, more);
        var all = new String[options.length + 2];
        all[0] = "serve";
        all[1] = "echo";
        System.arraycopy(options, 0, all, 2, options.length);
        return OurCommand.start(all).awaitTalk("serving at");
    }
}

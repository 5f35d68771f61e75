package jackfield.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Wrong arguments are told in one sentence, and change nothing. */
class ArgumentsTest {
    private static Stream<String> wrong() {
        return Stream.of(
                "connect",
                "connect 10.0.0.2",
                "connect 10.0.0.2 65536",
                "connect 10.0.0.2 seven",
                "connect -w 0 10.0.0.2 7",
                "connect -w soon 10.0.0.2 7",
                "connect -4 -6 10.0.0.2 7",
                "connect --link ethernet 10.0.0.2 7",
                "connect --link tap 10.0.0.2 7",
                "connect --link tap: 10.0.0.2 7",
                "connect --link kernel:x 10.0.0.2 7",
                "connect --link tap:tap0 10.0.0.2 7",
                "connect --link tap:tap0 --address 10.9.0.2/33 10.0.0.2 7",
                "connect --link tap:tap0 --address 10.9.0.2/24 --peer-address 10.9.0.2/24 10.0.0.2 7",
                "connect --link tap:tap0 --address 10.9.0.2/24 --gateway 10.8.0.1 10.0.0.2 7",
                "connect --link tap:tap0 --address 10.9.0.2/24 --gateway 10.9.0.1 --gateway 10.9.0.3 10.0.0.2 7",
                "connect --link tap:tap0 --address 10.9.0.2/24 --mac 01:00:5e:00:00:01 10.0.0.2 7",
                "connect --link tap:a-name-that-is-too-long --address 10.9.0.2/24 10.0.0.2 7",
                "connect --link tun:tun0 --address 10.9.0.2/24 --mac 02:00:00:00:00:01 10.0.0.2 7",
                "connect --address 10.9.0.2/24 10.0.0.2 7",
                "connect --pcapng file.pcapng 10.0.0.2 7",
                "connect --link memory --address 10.9.0.2/24 10.0.0.2 7",
                "connect --link memory --netns here 10.0.0.2 7",
                "listen --link memory 7",
                "listen",
                "ping",
                "ping -c 0 127.0.0.1",
                "ping -s 65508 127.0.0.1",
                "ping -i -1 127.0.0.1",
                "arp 10.0.0.2",
                "arp --link tun:tun0 --address 10.9.0.2/24 10.9.0.1",
                "arp --link memory fd00::2",
                "arp --link memory 10.0.0",
                "serve",
                "serve chargen",
                "serve http",
                "serve http /no/such/folder",
                "serve echo --link memory",
                "serve echo --port -1",
                "serve echo --no-such-option");
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void wrongArgumentsAreOneSentenceAndExitCodeTwo(String line) throws Exception {
        try (CommandRun run = CommandRun.start(line.split(" "))) {
            assertThat(run.await()).isEqualTo(2);

            assertThat(run.out()).isEmpty();
            assertThat(run.err().lines()).as(run::err).hasSize(1);
            assertThat(run.err()).startsWith("jackfield: ").contains("--help");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "connect --address 10.9.0.2/24 --seed 1 10.0.0.2 7, 'the kernel''s own sockets take no --address, --seed'",
        "arp 10.0.0.2, 'use --link tap:NAME or --link memory, not kernel'",
        "serve, 'serve what: echo, discard or http?'"
    })
    void theSentenceSaysWhatToDo(String line, String sentence) throws Exception {
        try (CommandRun run = CommandRun.start(line.split(" "))) {
            run.await();

            assertThat(run.err()).contains(sentence);
        }
    }

    @Test
    void whatTheWorldRefusesIsExitCodeOne() throws Exception {
        try (CommandRun run = CommandRun.start("connect", "--link", "memory", "10.0.0.2", "1")) {
            assertThat(run.await()).isEqualTo(1);

            assertThat(run.err().strip())
                    .isEqualTo("jackfield: cannot connect to 10.0.0.2:1: Connection refused (ECONNREFUSED)");
        }
    }

    @Test
    void aFileThatCannotBeWrittenIsExitCodeOne() throws Exception {
        try (CommandRun run =
                CommandRun.start("ping", "--link", "memory", "--pcapng", "/no/such/folder/file", "10.0.0.2")) {
            assertThat(run.await()).isEqualTo(1);

            assertThat(run.err().lines()).hasSize(1);
            assertThat(run.err()).contains("/no/such/folder/file");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "connect, second host",
        "serve http, --upload",
        "ping, echo requests",
        "arp, arp --link memory",
        "listen, --keep-open"
    })
    void helpIsDataAndExitCodeZero(String command, String wanted) throws Exception {
        try (CommandRun run = CommandRun.start((command + " --help").split(" "))) {
            run.succeeds();

            assertThat(run.out()).contains("Usage: jackfield " + command, wanted);
            assertThat(run.err()).isEmpty();
        }
    }

    @Test
    void noArgumentsShowTheCommandsAndAreWrong() throws Exception {
        try (CommandRun run = CommandRun.start()) {
            assertThat(run.await()).isEqualTo(2);
            assertThat(run.err()).contains("Usage: jackfield", "demo", "serve");
        }
    }

    @Test
    void anUnknownCommandIsNamed() throws Exception {
        try (CommandRun run = CommandRun.start("bogus")) {
            assertThat(run.await()).isEqualTo(2);
            assertThat(run.err())
                    .isEqualToIgnoringNewLines("jackfield: there is no command 'bogus' (see 'jackfield --help')");
        }
    }

    @Test
    void aServerThatNeverServedHasNothingToSum() throws Exception {
        try (CommandRun run = CommandRun.start("serve", "echo", "--bind", "192.0.2.1", "--port", "0")) {
            assertThat(run.await()).isOne();
            assertThat(run.err()).contains("cannot serve at 192.0.2.1").doesNotContain("connections");
        }
    }
}

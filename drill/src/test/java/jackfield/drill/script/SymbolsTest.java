package jackfield.drill.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SymbolsTest {
    @ParameterizedTest
    @CsvSource({
        "AF_INET,2",
        "AF_INET6,10",
        "SOCK_STREAM,1",
        "SOCK_NONBLOCK,2048",
        "IPPROTO_TCP,6",
        "IPPROTO_ICMPV6,58",
        "SOL_SOCKET,1",
        "SOL_TCP,6",
        "SO_REUSEADDR,2",
        "SO_ZEROCOPY,60",
        "TCP_NODELAY,1",
        "TCP_INFO,11",
        "TCP_FASTOPEN_CONNECT,30",
        "TCP_RTO_MAX_MS,44",
        "IP_MTU_DISCOVER,10",
        "IPV6_V6ONLY,26",
        "MSG_DONTWAIT,64",
        "MSG_ZEROCOPY,67108864",
        "F_SETFL,4",
        "O_RDWR,2",
        "O_NONBLOCK,2048",
        "POLLRDHUP,8192",
        "EPOLLET,2147483648",
        "EPOLL_CTL_MOD,3",
        "SHUT_RDWR,2",
        "EAGAIN,11",
        "EWOULDBLOCK,11",
        "ECONNRESET,104",
        "SIOCINQ,21531",
        "FIONREAD,21531",
        "SIOCOUTQ,21521",
        "SIOCOUTQNSD,35147",
        "SCM_TIMESTAMPING,37",
        "SOF_TIMESTAMPING_TX_ACK,512",
        "SOF_TIMESTAMPING_OPT_ID_TCP,65536",
        "SPLICE_F_NONBLOCK,2",
        "SO_EE_ORIGIN_ZEROCOPY,5",
        "TCP_ESTABLISHED,1",
        "TCP_CLOSING,11",
        "TCP_CA_Open,0",
        "TCP_CA_Loss,4",
        "TCP_NLA_DSACK_DUPS,20",
        "TCP_INFINITE_SSTHRESH,2147483647",
        "NULL,0",
    })
    void namesHaveLinuxNumbers(String name, long value) {
        assertThat(Symbols.value(name)).isEqualTo(OptionalLong.of(value));
    }

    @Test
    void aNameNobodyKnowsHasNoNumber() {
        assertThat(Symbols.value("SO_FROBNICATE")).isEmpty();
    }

    @Test
    void errorsAreNamedAsLinuxPrintsThem() {
        assertThat(Symbols.errorName(11)).isEqualTo("EAGAIN");
        assertThat(Symbols.errorName(35)).isEqualTo("EDEADLK");
        assertThat(Symbols.errorName(95)).isEqualTo("EOPNOTSUPP");
        assertThat(Symbols.errorName(104)).isEqualTo("ECONNRESET");
        assertThat(Symbols.errorName(999)).isEqualTo("errno 999");
    }

    @Test
    void everyNameStandsForOneNumber() {
        assertThat(Symbols.all()).hasSizeGreaterThan(500);
        assertThat(Symbols.all().keySet()).allMatch(name -> name.matches("[A-Z][A-Za-z0-9_]*"));
    }
}

package jackfield.socket.dns;

import static java.net.spi.InetAddressResolver.LookupPolicy.IPV4;
import static java.net.spi.InetAddressResolver.LookupPolicy.IPV6;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver.LookupPolicy;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CachingResolverTest {
    private static final LookupPolicy ANY = LookupPolicy.of(IPV4 | IPV6);

    private final Elsewhere elsewhere = new Elsewhere();
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);

    private CachingResolver resolver(int positiveSeconds, int negativeSeconds) {
        return new CachingResolver(elsewhere, new CachingPolicy(positiveSeconds, negativeSeconds), now::get);
    }

    private void pass(long seconds) {
        now.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
    }

    @ParameterizedTest
    @CsvSource({"30, 29, 1", "30, 30, 2", "0, 0, 2", "-1, 1000000, 1"})
    void aGoodAnswerIsKeptForItsTime(int keptSeconds, long laterSeconds, int questions) throws UnknownHostException {
        CachingResolver resolver = resolver(keptSeconds, 0);

        assertThat(resolver.lookupByName("elsewhere.example", ANY)).hasSize(1);
        pass(laterSeconds);
        assertThat(resolver.lookupByName("ELSEWHERE.example", ANY)).hasSize(1);

        assertThat(elsewhere.asked()).hasSize(questions);
    }

    @ParameterizedTest
    @CsvSource({"10, 9, 1", "10, 10, 2", "0, 0, 2"})
    void aBadAnswerIsKeptForItsTimeWithItsMessage(int keptSeconds, long laterSeconds, int questions) {
        CachingResolver resolver = resolver(30, keptSeconds);

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> resolver.lookupByName("nowhere.example", ANY))
                    .isInstanceOf(UnknownHostException.class)
                    .hasMessage("nowhere.example: Name or service not known");
            pass(laterSeconds);
        }

        assertThat(elsewhere.asked()).hasSize(questions);
    }

    @Test
    void questionsForOtherFamiliesAreOtherQuestions() throws UnknownHostException {
        CachingResolver resolver = resolver(30, 10);

        resolver.lookupByName("elsewhere.example", ANY);
        resolver.lookupByName("elsewhere.example", LookupPolicy.of(IPV4));
        resolver.lookupByName("elsewhere.example", LookupPolicy.of(IPV4));

        assertThat(elsewhere.asked()).hasSize(2);
    }

    @Test
    void theOldestAnswerGoesFirst() throws UnknownHostException {
        CachingResolver resolver = resolver(30, -1);
        resolver.lookupByName("elsewhere.example", ANY);

        for (int i = 0; i < CachingResolver.LIMIT; i++) {
            String name = "n" + i;
            assertThatThrownBy(() -> resolver.lookupByName(name, ANY)).isInstanceOf(UnknownHostException.class);
        }
        resolver.lookupByName("elsewhere.example", ANY);
        assertThatThrownBy(() -> resolver.lookupByName("n" + (CachingResolver.LIMIT - 1), ANY))
                .isInstanceOf(UnknownHostException.class);

        assertThat(elsewhere.asked()).hasSize(CachingResolver.LIMIT + 2);
    }

    @Test
    void aNameIsAskedForByItsAddressEachTime() throws UnknownHostException {
        CachingResolver resolver = resolver(30, 10);

        assertThat(resolver.lookupByAddress(new byte[] {1, 2, 3, 4})).isEqualTo("elsewhere.example");
        assertThat(resolver.lookupByAddress(new byte[] {1, 2, 3, 4})).isEqualTo("elsewhere.example");

        assertThat(elsewhere.asked()).hasSize(2);
    }
}

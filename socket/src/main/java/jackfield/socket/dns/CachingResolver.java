package jackfield.socket.dns;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps another resolver's answers by name for a while, good and bad ones, as {@link InetAddress} does itself.
 *
 * <p>It stands in for the JDK's own cache, which knows no scopes and would keep a network's names after the network is
 * gone. At most {@link #LIMIT} answers are kept, the oldest go first. Thread-safe.
 */
final class CachingResolver implements InetAddressResolver {
    static final int LIMIT = 10_000;

    private record Question(String host, int characteristics) {}

    /** @param failure what the resolver said if there are no addresses, else null */
    private record Answer(
            List<InetAddress> addresses, @Nullable String failure, long at, int seconds) {
        boolean isFresh(long now) {
            return seconds < 0 || now - at < TimeUnit.SECONDS.toNanos(seconds);
        }

        Stream<InetAddress> addressesOrFailure() throws UnknownHostException {
            if (failure != null) {
                throw new UnknownHostException(failure);
            }
            return addresses.stream();
        }
    }

    private final InetAddressResolver inner;
    private final CachingPolicy policy;
    private final LongSupplier nanoTime;
    private final Map<Question, Answer> answers = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Question, Answer> eldest) {
            return size() > LIMIT;
        }
    };

    CachingResolver(InetAddressResolver inner, CachingPolicy policy, LongSupplier nanoTime) {
        this.inner = inner;
        this.policy = policy;
        this.nanoTime = nanoTime;
    }

    @Override
    public Stream<InetAddress> lookupByName(String host, LookupPolicy lookup) throws UnknownHostException {
        var question = new Question(host.toLowerCase(Locale.ROOT), lookup.characteristics());
        Answer known = fresh(question);
        if (known != null) {
            return known.addressesOrFailure();
        }
        Answer answer = ask(host, lookup);
        if (answer.seconds != 0) {
            synchronized (answers) {
                answers.remove(question);
                answers.put(question, answer);
            }
        }
        return answer.addressesOrFailure();
    }

    private @Nullable Answer fresh(Question question) {
        synchronized (answers) {
            Answer known = answers.get(question);
            return known != null && known.isFresh(nanoTime.getAsLong()) ? known : null;
        }
    }

    private Answer ask(String host, LookupPolicy lookup) {
        try {
            List<InetAddress> addresses = inner.lookupByName(host, lookup).toList();
            return new Answer(addresses, null, nanoTime.getAsLong(), policy.positiveSeconds());
        } catch (UnknownHostException e) {
            String failure = e.getMessage();
            return new Answer(
                    List.of(), failure == null ? host : failure, nanoTime.getAsLong(), policy.negativeSeconds());
        }
    }

    @Override
    public String lookupByAddress(byte[] bytes) throws UnknownHostException {
        return inner.lookupByAddress(bytes);
    }
}

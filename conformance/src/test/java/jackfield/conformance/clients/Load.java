package jackfield.conformance.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/** What is moved in these tests: texts that both ends can compute, so that each verifies what it gets. */
final class Load {
    /** How many requests a test makes at least. */
    static final int REQUESTS = 1_000;

    /** How many bytes a test moves at least that makes no requests. */
    static final int BYTES = 10 << 20;

    private static final int LONGEST_TEXT = 4_000;

    private Load() {}

    /** One request of a client. */
    interface Request {
        /** {@return the server's answer to the {@code n}th text} */
        byte[] answer(int n, byte[] text) throws Exception;
    }

    /** {@return the {@code n}th text, 1 to 4,000 bytes} */
    static byte[] text(int n) {
        var random = new Random(n);
        byte[] text = new byte[1 + random.nextInt(LONGEST_TEXT)];
        random.nextBytes(text);
        return text;
    }

    /** {@return so many bytes of a stream} */
    static byte[] stream(int length) {
        byte[] stream = new byte[length];
        new Random(length).nextBytes(stream);
        return stream;
    }

    /** {@return what a server answers to a text: each byte's complement, so that no text answers itself} */
    static byte[] answer(byte[] text) {
        byte[] answer = text.clone();
        for (int i = 0; i < answer.length; i++) {
            answer[i] = (byte) ~answer[i];
        }
        return answer;
    }

    /** Makes {@link #REQUESTS} requests, so many at once on virtual threads, and verifies each answer. */
    static void requests(int atOnce, Request request) throws Exception {
        inParallel(REQUESTS, atOnce, n -> {
            byte[] text = text(n);
            assertThat(request.answer(n, text)).as("answer to request %d", n).isEqualTo(answer(text));
        });
    }

    /** Work on one of several things. */
    interface Work {
        void on(int n) throws Exception;
    }

    /** Does {@code count} works, so many at once on virtual threads. */
    static void inParallel(int count, int atOnce, Work work) throws Exception {
        var permits = new Semaphore(atOnce);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> futures = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int n = i;
                Callable<Integer> task = () -> {
                    permits.acquire();
                    try {
                        work.on(n);
                        return n;
                    } finally {
                        permits.release();
                    }
                };
                futures.add(threads.submit(task));
            }
            try {
                for (Future<Integer> future : futures) {
                    future.get();
                }
            } catch (ExecutionException e) {
                threads.shutdownNow();
                throw e;
            }
        }
    }
}

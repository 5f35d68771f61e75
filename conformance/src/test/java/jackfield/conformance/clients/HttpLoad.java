package jackfield.conformance.clients;

import java.net.http.HttpClient;

/** A program: makes {@link Load#REQUESTS} requests of the JDK's HTTP client to an address, and verifies the answers. */
public final class HttpLoad {
    private HttpLoad() {}

    /** The only argument is the address, with a slash at the end. */
    public static void main(String[] args) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            JdkHttpTest.requests(client, args[0]);
        }
        System.out.println(Load.REQUESTS + " answers are right");
    }
}

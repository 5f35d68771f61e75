package jackfield.conformance.clients;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.coyote.http2.Http2Protocol;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tomcat's server and the JDK's client. */
class TomcatTest {
    private static final int PORT = 8083;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {Lab.PERFECT, Lab.LOSSY})
    void servlet(String weather) throws Exception {
        try (var lab = new Lab(weather)) {
            Tomcat tomcat = lab.onServer(this::start);
            try {
                lab.onClient(() -> {
                    try (HttpClient client =
                            HttpClient.newBuilder().version(Version.HTTP_1_1).build()) {
                        JdkHttpTest.requests(client, "http://" + Lab.SERVER + ":" + PORT + "/");
                    }
                    return null;
                });
            } finally {
                tomcat.stop();
                tomcat.destroy();
            }
        }
    }

    private Tomcat start() throws Exception {
        var tomcat = new Tomcat();
        tomcat.setBaseDir(Files.createDirectories(folder.resolve("tomcat")).toString());
        var connector = new Connector();
        connector.setPort(PORT);
        connector.setProperty("address", Lab.SERVER);
        connector.addUpgradeProtocol(new Http2Protocol());
        tomcat.setConnector(connector);
        var context = tomcat.addContext("", folder.toString());
        Tomcat.addServlet(context, "answer", new Answer()).addMapping("/*");
        tomcat.start();
        return tomcat;
    }

    /** Answers each text with {@link Load#answer}. */
    private static final class Answer extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
            byte[] answer = Load.answer(request.getInputStream().readAllBytes());
            response.setContentLength(answer.length);
            response.getOutputStream().write(answer);
        }
    }
}

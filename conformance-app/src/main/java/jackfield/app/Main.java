package jackfield.app;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the application. */
@SpringBootApplication
public class Main {
    /** Listens where {@code --server.address} and {@code --server.port} say. */
    public static void main(String[] args) {
        SpringApplication.run(Main.class, args);
    }
}

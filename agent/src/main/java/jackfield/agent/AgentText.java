package jackfield.agent;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/**
 * Takes the agent's options apart: {@code key=value,key=value}, or the name of a properties file with the same keys.
 */
final class AgentText {
    private AgentText() {}

    /**
     * {@return keys and values, as they were written}
     *
     * @throws IllegalArgumentException if a part is no {@code key=value}, a key comes twice, or there is no such file
     */
    static Map<String, String> read(String text) {
        return text.indexOf('=') < 0 ? ofFile(text) : ofPairs(text);
    }

    private static Map<String, String> ofPairs(String text) {
        var options = new LinkedHashMap<String, String>();
        for (String pair : text.split(",", -1)) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("'" + pair + "' is no key=value");
            }
            String key = pair.substring(0, equals).strip();
            if (options.put(key, pair.substring(equals + 1).strip()) != null) {
                throw new IllegalArgumentException(
                        key + " is given twice; several addresses stand in one, with spaces");
            }
        }
        return options;
    }

    private static Map<String, String> ofFile(String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("say which network: link=tap:NAME, link=tun:NAME or link=sim,"
                    + " or the name of a file with such lines");
        }
        var properties = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of(name), StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalArgumentException("the file " + name + " cannot be read: " + e, e);
        }
        var options = new LinkedHashMap<String, String>();
        properties.stringPropertyNames().stream()
                .sorted()
                .forEach(key -> options.put(key, properties.getProperty(key).strip()));
        return options;
    }
}

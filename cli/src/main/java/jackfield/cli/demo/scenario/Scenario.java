package jackfield.cli.demo.scenario;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A conversation that can be shown.
 *
 * @param name as {@code --scenario} wants it
 * @param about one line in English and in Chinese
 * @param moral one sentence on what the picture shows
 * @param showsArp whether ARP is part of the story; otherwise the hosts know each other before it begins
 * @param play starts the programs of both hosts
 */
public record Scenario(String name, Bilingual about, Bilingual moral, boolean showsArp, Consumer<Cast> play) {
    /** A text in both languages. */
    public record Bilingual(String en, String zh) {}

    private static final List<Scenario> ALL = List.of(
            Echo.SCENARIO,
            HalfClose.SCENARIO,
            Refused.SCENARIO,
            Loss.SCENARIO,
            RecvLeavesRest.SCENARIO,
            SendBlocks.SCENARIO,
            Udp.SCENARIO,
            Ping.SCENARIO,
            Arp.SCENARIO);

    /** {@return all scenarios, the first one to see first} */
    public static List<Scenario> all() {
        return ALL;
    }

    /** {@return the scenario of that name} */
    public static Optional<Scenario> named(String name) {
        return ALL.stream().filter(scenario -> scenario.name().equals(name)).findFirst();
    }
}

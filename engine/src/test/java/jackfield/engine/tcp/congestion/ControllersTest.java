package jackfield.engine.tcp.congestion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ControllersTest {
    @Test
    void knowsLinuxsNames() {
        assertThat(Controllers.STANDARD.names()).containsExactly("cubic", "reno", "bbr");
        for (String name : Controllers.STANDARD.names()) {
            assertThat(Controllers.STANDARD.make(name).name()).isEqualTo(name);
        }
    }

    @Test
    void eachConnectionHasItsOwn() {
        assertThat(Controllers.STANDARD.make("cubic")).isNotSameAs(Controllers.STANDARD.make("cubic"));
    }

    @Test
    void takesAProgramsOwnBesideThem() {
        Controllers more = Controllers.STANDARD.with("mine", NewReno::new);

        assertThat(more.knows("mine")).isTrue();
        assertThat(more.knows("cubic")).isTrue();
        assertThat(Controllers.STANDARD.knows("mine")).isFalse();
    }

    @Test
    void refusesWhatLinuxCouldNotName() {
        assertThatThrownBy(() -> Controllers.STANDARD.with("", NewReno::new))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Controllers.STANDARD.with("x".repeat(16), NewReno::new))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Controllers.STANDARD.make("vegas"))
                .hasMessage("no congestion controller is called 'vegas': there are [cubic, reno, bbr]");
    }
}

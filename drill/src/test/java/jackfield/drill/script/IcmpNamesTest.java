package jackfield.drill.script;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IcmpNamesTest {
    @Test
    void typesDependOnTheFamily() {
        assertThat(IcmpNames.type(false, "unreachable")).hasValue(3);
        assertThat(IcmpNames.type(true, "unreachable")).hasValue(1);
        assertThat(IcmpNames.type(true, "packet_too_big")).hasValue(2);
        assertThat(IcmpNames.type(false, "packet_too_big")).isEmpty();
        assertThat(IcmpNames.type(true, "echo_request")).hasValue(128);
    }

    @Test
    void codesDependOnFamilyAndType() {
        assertThat(IcmpNames.code(false, 3, "frag_needed")).hasValue(4);
        assertThat(IcmpNames.code(false, 3, "packet_filtered")).hasValue(13);
        assertThat(IcmpNames.code(true, 1, "port_unreachable")).hasValue(4);
        assertThat(IcmpNames.code(true, 3, "hop_limit_exceeded")).hasValue(0);
        assertThat(IcmpNames.code(false, 8, "frag_needed")).isEmpty();
    }

    @Test
    void numbersStandForThemselves() {
        assertThat(IcmpNames.type(false, "3")).hasValue(3);
        assertThat(IcmpNames.code(true, 1, "255")).hasValue(255);
        assertThat(IcmpNames.code(true, 1, "256")).isEmpty();
        assertThat(IcmpNames.code(true, 1, "")).hasValue(0);
    }
}

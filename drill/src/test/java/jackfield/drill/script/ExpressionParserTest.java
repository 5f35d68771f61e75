package jackfield.drill.script;

import static org.assertj.core.api.Assertions.assertThat;

import jackfield.drill.script.Event.SyscallEvent;
import jackfield.drill.script.Expression.Array;
import jackfield.drill.script.Expression.Binary;
import jackfield.drill.script.Expression.Call;
import jackfield.drill.script.Expression.Decimal;
import jackfield.drill.script.Expression.Ellipsis;
import jackfield.drill.script.Expression.Field;
import jackfield.drill.script.Expression.Number;
import jackfield.drill.script.Expression.Structure;
import jackfield.drill.script.Expression.Symbol;
import jackfield.drill.script.Expression.Text;
import jackfield.drill.script.Expression.Unary;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExpressionParserTest {
    @Test
    void readsNumbers() {
        assertThat(arguments("0, -1, 0x1F, 0xffffffffffffffff, 0.5, -.25"))
                .containsExactly(
                        new Number(0),
                        new Number(-1),
                        new Number(31),
                        new Number(-1),
                        new Decimal(0.5),
                        new Decimal(-.25));
    }

    @Test
    void decodesTexts() {
        assertThat(arguments("\"a\\n\\\"\\x41\\101\\0\", \"ab\"..., \"\", \"\u00e9\""))
                .containsExactly(
                        new Text("a\n\"AA\0", false),
                        new Text("ab", true),
                        new Text("", false),
                        new Text("\u00e9", false));
    }

    @Test
    void operatorsBindAsInC() {
        assertThat(argument("A | B & 1 + 2 * 3 << 4"))
                .isEqualTo(new Binary(
                        "|",
                        new Symbol("A"),
                        new Binary(
                                "&",
                                new Symbol("B"),
                                new Binary(
                                        "<<",
                                        new Binary("+", new Number(1), new Binary("*", new Number(2), new Number(3))),
                                        new Number(4)))));
        assertThat(argument("10 - 2 - 3"))
                .isEqualTo(new Binary("-", new Binary("-", new Number(10), new Number(2)), new Number(3)));
        assertThat(argument("~(A | B)")).isEqualTo(new Unary("~", new Binary("|", new Symbol("A"), new Symbol("B"))));
    }

    @Test
    void readsSocketAddresses() {
        assertThat(argument("{sa_family = AF_INET, sin_port = htons(8080), sin_addr = inet_addr(\"192.0.2.1\")}"))
                .isEqualTo(new Structure(List.of(
                        field("sa_family", new Symbol("AF_INET")),
                        field("sin_port", new Call("htons", List.of(new Number(8080)))),
                        field("sin_addr", new Call("inet_addr", List.of(new Text("192.0.2.1", false)))))));
        assertThat(argument("{inet_pton(AF_INET6, \"::1\", &sin6_addr)}"))
                .isEqualTo(new Structure(List.of(field(
                        "",
                        new Call(
                                "inet_pton",
                                List.of(
                                        new Symbol("AF_INET6"),
                                        new Text("::1", false),
                                        new Unary("&", new Symbol("sin6_addr"))))))));
    }

    @Test
    void readsMessageHeaders() {
        Structure header = (Structure) argument(
                "{msg_name(...)=..., msg_iov(1)=[{..., 1000}], msg_control=[{cmsg_data={scm_sec=0,scm_nsec=5}}]}");

        assertThat(header.fields().getFirst())
                .isEqualTo(new Field("msg_name", Optional.of(new Ellipsis()), new Ellipsis()));
        assertThat(header.fields().get(1))
                .isEqualTo(new Field(
                        "msg_iov",
                        Optional.of(new Number(1)),
                        new Array(List.of(
                                new Structure(List.of(field("", new Ellipsis()), field("", new Number(1000))))))));
        assertThat(header.field("msg_control")).isPresent();
        assertThat(header.field("msg_flags")).isEmpty();
    }

    @Test
    void emptyListsAndTrailingCommasAreFine() {
        assertThat(arguments("")).isEmpty();
        assertThat(arguments("[], {}, [1,], {a=1,},"))
                .containsExactly(
                        new Array(List.of()),
                        new Structure(List.of()),
                        new Array(List.of(new Number(1))),
                        new Structure(List.of(field("a", new Number(1)))));
    }

    private static Field field(String name, Expression value) {
        return new Field(name, Optional.empty(), value);
    }

    private static Expression argument(String argument) {
        return arguments(argument).getFirst();
    }

    private static List<Expression> arguments(String arguments) {
        var step = ScriptParser.parse("a", "0 f(" + arguments + ") = 0").steps().getFirst();
        return ((SyscallEvent) step.event()).arguments();
    }
}

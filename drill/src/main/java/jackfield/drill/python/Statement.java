package jackfield.drill.python;

import java.util.List;
import java.util.Optional;

/** A statement; {@code line} from 1, {@code text} as written. */
sealed interface Statement {
    int line();

    String text();

    record Assert(int line, String text, Node test, Optional<Node> message) implements Statement {}

    /** {@code a = b = value}, {@code a, b = value}: each target is a list of names, alone when it is a plain name. */
    record Assign(int line, String text, List<Target> targets, Node value) implements Statement {}

    /** {@code x} or {@code x, y}. */
    record Target(List<String> names, boolean isPlain) {}

    record AssignWith(int line, String text, String name, String operator, Node value) implements Statement {}

    record Evaluate(int line, String text, Node value) implements Statement {}

    /** {@code print a, b} as Python 2 has it. */
    record Print(int line, String text, List<Node> values) implements Statement {}

    record If(int line, String text, Node test, List<Statement> then, List<Statement> otherwise) implements Statement {}

    record For(int line, String text, Target target, Node items, List<Statement> body) implements Statement {}

    record Pass(int line, String text) implements Statement {}
}

package jackfield.drill.python;

import java.util.List;
import java.util.Optional;

/** An expression. */
sealed interface Node {
    /** A number, a string, True, False, None. */
    record Constant(Object value) implements Node {}

    record Name(String name, int line) implements Node {}

    /** {@code [a, b]} or {@code (a, b)}. */
    record Display(boolean isTuple, List<Node> items) implements Node {}

    /** {@code - + ~ not}. */
    record Unary(String operator, Node operand) implements Node {}

    record Binary(String operator, Node left, Node right) implements Node {}

    /** {@code and}, {@code or}: the right side only if it matters. */
    record Logic(boolean isAnd, Node left, Node right) implements Node {}

    /** {@code a < b <= c}: one operator fewer than operands. */
    record Comparison(List<String> operators, List<Node> operands) implements Node {}

    /** {@code then if test else otherwise}. */
    record Conditional(Node test, Node then, Node otherwise) implements Node {}

    record Call(String function, List<Node> arguments, int line) implements Node {}

    /** {@code "...".format(arguments)}. */
    record Format(Node template, List<Node> arguments, int line) implements Node {}

    record Index(Node of, Node index) implements Node {}

    record Slice(Node of, Optional<Node> from, Optional<Node> to) implements Node {}

    /** An f-string. */
    record Formatted(List<Piece> pieces) implements Node {}

    /**
     * {@code text}, or {@code {value!r:spec}} when there is a value.
     *
     * @param conversion {@code s}, {@code r} or empty
     */
    record Piece(String text, Optional<Node> value, String conversion, String spec, int line) {}
}

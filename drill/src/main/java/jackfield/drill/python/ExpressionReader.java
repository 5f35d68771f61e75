package jackfield.drill.python;

import jackfield.drill.python.Node.Binary;
import jackfield.drill.python.Node.Call;
import jackfield.drill.python.Node.Comparison;
import jackfield.drill.python.Node.Conditional;
import jackfield.drill.python.Node.Display;
import jackfield.drill.python.Node.Format;
import jackfield.drill.python.Node.Index;
import jackfield.drill.python.Node.Logic;
import jackfield.drill.python.Node.Name;
import jackfield.drill.python.Node.Slice;
import jackfield.drill.python.Node.Unary;
import jackfield.drill.python.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads expressions, with Python's precedences.
 *
 * @see <a href="https://docs.python.org/3/reference/expressions.html">The Python Language Reference, 6</a>
 */
final class ExpressionReader {
    private static final List<Set<String>> LEVELS = List.of(
            Set.of("|"), Set.of("^"), Set.of("&"), Set.of("<<", ">>"), Set.of("+", "-"), Set.of("*", "/", "//", "%"));
    private static final Set<String> COMPARISONS = Set.of("<", ">", "<=", ">=", "==", "!=");
    private static final Set<String> KEYWORDS = Set.of(
            "and",
            "as",
            "assert",
            "async",
            "await",
            "break",
            "class",
            "continue",
            "def",
            "del",
            "elif",
            "else",
            "except",
            "finally",
            "for",
            "from",
            "global",
            "if",
            "import",
            "in",
            "is",
            "lambda",
            "nonlocal",
            "not",
            "or",
            "pass",
            "raise",
            "return",
            "try",
            "while",
            "with",
            "yield");

    private final Tokens tokens;

    ExpressionReader(Tokens tokens) {
        this.tokens = tokens;
    }

    static boolean isKeyword(String word) {
        return KEYWORDS.contains(word);
    }

    /** Reads {@code a}, or {@code a, b} as a tuple. */
    Node expressions() {
        Node first = expression();
        if (!tokens.sees(",")) {
            return first;
        }
        var items = new ArrayList<>(List.of(first));
        while (tokens.takes(",")) {
            if (!startsExpression()) {
                break;
            }
            items.add(expression());
        }
        return new Display(true, items);
    }

    private boolean startsExpression() {
        Token token = tokens.peek();
        return switch (token.kind()) {
            case NAME -> !isKeyword(token.text()) || token.is("not") || token.is("lambda");
            case NUMBER, STRING, FORMATTED -> true;
            case OPERATOR -> Set.of("(", "[", "{", "-", "+", "~").contains(token.text());
            default -> false;
        };
    }

    Node expression() {
        tokens.enter();
        Node value = disjunction();
        if (tokens.takes("if")) {
            Node test = disjunction();
            tokens.expect("else");
            value = new Conditional(test, value, expression());
        }
        tokens.leave(1);
        return value;
    }

    private Node disjunction() {
        Node left = conjunction();
        int levels = 0;
        for (; tokens.takes("or"); levels++) {
            tokens.enter();
            left = new Logic(false, left, conjunction());
        }
        tokens.leave(levels);
        return left;
    }

    private Node conjunction() {
        Node left = inversion();
        int levels = 0;
        for (; tokens.takes("and"); levels++) {
            tokens.enter();
            left = new Logic(true, left, inversion());
        }
        tokens.leave(levels);
        return left;
    }

    private Node inversion() {
        if (!tokens.takes("not")) {
            return comparison();
        }
        tokens.enter();
        Node not = new Unary("not", inversion());
        tokens.leave(1);
        return not;
    }

    private Node comparison() {
        Node first = binary(0);
        var operators = new ArrayList<String>();
        var operands = new ArrayList<>(List.of(first));
        for (String operator = comparisonOperator(); !operator.isEmpty(); operator = comparisonOperator()) {
            operators.add(operator);
            operands.add(binary(0));
        }
        return operators.isEmpty() ? first : new Comparison(operators, operands);
    }

    private String comparisonOperator() {
        Token token = tokens.peek();
        if (token.kind() == Kind.OPERATOR && COMPARISONS.contains(token.text())) {
            return tokens.next().text();
        }
        if (tokens.takes("in")) {
            return "in";
        }
        if (token.is("not") && tokens.peekNext().is("in")) {
            tokens.next();
            tokens.next();
            return "not in";
        }
        if (tokens.takes("is")) {
            return tokens.takes("not") ? "is not" : "is";
        }
        return "";
    }

    private Node binary(int level) {
        if (level == LEVELS.size()) {
            return unary();
        }
        Node left = binary(level + 1);
        int levels = 0;
        while (tokens.peek().kind() == Kind.OPERATOR
                && LEVELS.get(level).contains(tokens.peek().text())) {
            tokens.enter();
            levels++;
            left = new Binary(tokens.next().text(), left, binary(level + 1));
        }
        tokens.leave(levels);
        return left;
    }

    private Node unary() {
        for (String operator : List.of("-", "+", "~")) {
            if (tokens.takes(operator)) {
                tokens.enter();
                Node operand = new Unary(operator, unary());
                tokens.leave(1);
                return operand;
            }
        }
        Node base = trailers(new AtomReader(tokens, this).atom());
        if (!tokens.takes("**")) {
            return base;
        }
        tokens.enter();
        Node power = new Binary("**", base, unary());
        tokens.leave(1);
        return power;
    }

    private Node trailers(Node atom) {
        Node value = atom;
        int levels = 0;
        while (tokens.peek().kind() == Kind.OPERATOR) {
            int line = tokens.peek().line();
            if (tokens.takes("(")) {
                if (!(value instanceof Name function)) {
                    throw new Unsupported(line, "a call of something that is no name");
                }
                value = new Call(function.name(), arguments(), line);
            } else if (tokens.takes("[")) {
                value = subscript(value);
            } else if (tokens.takes(".")) {
                String attribute = tokens.next().text();
                if (!attribute.equals("format") || !tokens.takes("(")) {
                    throw new Unsupported(line, "the attribute " + attribute);
                }
                value = new Format(value, arguments(), line);
            } else {
                break;
            }
            tokens.enter();
            levels++;
        }
        tokens.leave(levels);
        return value;
    }

    private List<Node> arguments() {
        var arguments = new ArrayList<Node>();
        while (!tokens.takes(")")) {
            if (tokens.sees("*") || tokens.sees("**") || tokens.peekNext().is("=")) {
                throw new Unsupported(tokens.peek().line(), "an argument by name or by star");
            }
            arguments.add(expression());
            if (!tokens.takes(",") && !tokens.sees(")")) {
                throw tokens.expected("',' or ')'");
            }
        }
        return arguments;
    }

    private Node subscript(Node of) {
        Optional<Node> from = tokens.sees(":") ? Optional.empty() : Optional.of(expression());
        if (!tokens.takes(":")) {
            tokens.expect("]");
            return new Index(of, from.orElseThrow());
        }
        Optional<Node> to = tokens.sees("]") ? Optional.empty() : Optional.of(expression());
        tokens.expect("]");
        return new Slice(of, from, to);
    }

    /** Reads the items of a list or tuple up to its bracket. */
    Node display(boolean isTuple, String closing) {
        var items = new ArrayList<Node>();
        boolean sawComma = false;
        while (!tokens.takes(closing)) {
            items.add(expression());
            if (tokens.takes(",")) {
                sawComma = true;
            } else if (!tokens.sees(closing)) {
                throw tokens.expected("',' or '" + closing + "'");
            }
        }
        boolean isParenthesis = isTuple && items.size() == 1 && !sawComma;
        return isParenthesis ? items.getFirst() : new Display(isTuple, items);
    }
}

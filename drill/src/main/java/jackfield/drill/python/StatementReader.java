package jackfield.drill.python;

import jackfield.drill.python.Node.Display;
import jackfield.drill.python.Node.Name;
import jackfield.drill.python.Statement.Assert;
import jackfield.drill.python.Statement.Assign;
import jackfield.drill.python.Statement.AssignWith;
import jackfield.drill.python.Statement.Evaluate;
import jackfield.drill.python.Statement.For;
import jackfield.drill.python.Statement.If;
import jackfield.drill.python.Statement.Pass;
import jackfield.drill.python.Statement.Print;
import jackfield.drill.python.Statement.Target;
import jackfield.drill.python.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads statements: assert, assignment, print, if, for, pass, and expressions.
 *
 * @see <a href="https://docs.python.org/3/reference/simple_stmts.html">The Python Language Reference, 7 and 8</a>
 */
final class StatementReader {
    private static final Set<String> AUGMENTED =
            Set.of("+=", "-=", "*=", "/=", "//=", "%=", "&=", "|=", "^=", "<<=", ">>=", "**=");

    private final String code;
    private final Tokens tokens;
    private final ExpressionReader expressions;

    StatementReader(String code) {
        this.code = code;
        this.tokens = new Tokens(new Lexer(code).tokens());
        this.expressions = new ExpressionReader(tokens);
    }

    List<Statement> statements() {
        var statements = new ArrayList<Statement>();
        while (tokens.peek().kind() != Kind.END) {
            statements.addAll(line());
        }
        return statements;
    }

    /** One compound statement, or simple ones with semicolons between. */
    private List<Statement> line() {
        if (tokens.sees("if")) {
            tokens.enter();
            Statement branch = branch();
            tokens.leave(1);
            return List.of(branch);
        }
        if (tokens.sees("for")) {
            tokens.enter();
            Statement loop = loop();
            tokens.leave(1);
            return List.of(loop);
        }
        var statements = new ArrayList<Statement>();
        do {
            statements.add(simple());
        } while (tokens.takes(";") && tokens.peek().kind() != Kind.NEWLINE);
        if (!tokens.takes(Kind.NEWLINE)) {
            throw tokens.expected("the end of the line");
        }
        return statements;
    }

    private Statement branch() {
        Token start = tokens.next();
        Node test = expressions.expression();
        String text = textFrom(start);
        List<Statement> then = suite();
        List<Statement> otherwise = List.of();
        if (tokens.sees("elif")) {
            tokens.enter();
            otherwise = List.of(branch());
            tokens.leave(1);
        } else if (tokens.takes("else")) {
            otherwise = suite();
        }
        return new If(start.line(), text, test, then, otherwise);
    }

    private Statement loop() {
        Token start = tokens.next();
        var names = new ArrayList<String>();
        do {
            names.add(name());
        } while (tokens.takes(","));
        tokens.expect("in");
        Node items = expressions.expressions();
        String text = textFrom(start);
        List<Statement> body = suite();
        if (tokens.sees("else")) {
            throw new Unsupported(tokens.peek().line(), "else after for");
        }
        return new For(start.line(), text, new Target(names, names.size() == 1), items, body);
    }

    private List<Statement> suite() {
        tokens.expect(":");
        if (!tokens.takes(Kind.NEWLINE)) {
            if (tokens.sees("if") || tokens.sees("for")) {
                throw tokens.expected("a simple statement");
            }
            return line();
        }
        if (!tokens.takes(Kind.INDENT)) {
            throw tokens.expected("an indented block");
        }
        var body = new ArrayList<Statement>();
        while (!tokens.takes(Kind.DEDENT)) {
            body.addAll(line());
        }
        return body;
    }

    private Statement simple() {
        Token start = tokens.peek();
        if (tokens.takes("pass")) {
            return new Pass(start.line(), start.text());
        }
        if (tokens.takes("assert")) {
            Node test = expressions.expression();
            Optional<Node> message = tokens.takes(",") ? Optional.of(expressions.expression()) : Optional.empty();
            return new Assert(start.line(), textFrom(start), test, message);
        }
        if (start.is("print")
                && !tokens.peekNext().is("(")
                && !tokens.peekNext().is("=")) {
            return print(start);
        }
        if (start.kind() == Kind.NAME && ExpressionReader.isKeyword(start.text()) && !start.is("not")) {
            throw new Unsupported(start.line(), "the statement " + start.text());
        }
        Node value = expressions.expressions();
        Token operator = tokens.peek();
        if (operator.kind() == Kind.OPERATOR && AUGMENTED.contains(operator.text())) {
            tokens.next();
            String plain = operator.text().substring(0, operator.text().length() - 1);
            Target target = target(value, operator.line());
            if (!target.isPlain()) {
                throw new Unsupported(operator.line(), "this assignment");
            }
            Node operand = expressions.expressions();
            return new AssignWith(start.line(), textFrom(start), target.names().getFirst(), plain, operand);
        }
        return operator.is("=") ? assignment(start, value) : new Evaluate(start.line(), textFrom(start), value);
    }

    private Statement assignment(Token start, Node first) {
        var targets = new ArrayList<Target>();
        Node value = first;
        while (tokens.takes("=")) {
            targets.add(target(value, tokens.peek().line()));
            value = expressions.expressions();
        }
        return new Assign(start.line(), textFrom(start), targets, value);
    }

    private static Target target(Node node, int line) {
        return switch (node) {
            case Name name -> new Target(List.of(name.name()), true);
            case Display display
            when display.items().stream().allMatch(Name.class::isInstance) ->
                new Target(
                        display.items().stream()
                                .map(item -> ((Name) item).name())
                                .toList(),
                        false);
            default -> throw new Unsupported(line, "an assignment to something that is no name");
        };
    }

    private Statement print(Token start) {
        tokens.next();
        if (tokens.sees(">>")) {
            throw new Unsupported(start.line(), "print to a file");
        }
        var values = new ArrayList<Node>();
        while (tokens.peek().kind() != Kind.NEWLINE && !tokens.sees(";")) {
            values.add(expressions.expression());
            if (!tokens.takes(",")) {
                break;
            }
        }
        return new Print(start.line(), textFrom(start), values);
    }

    private String name() {
        Token token = tokens.next();
        if (token.kind() != Kind.NAME || ExpressionReader.isKeyword(token.text())) {
            throw new Unsupported(token.line(), "a target that is no name");
        }
        return token.text();
    }

    private String textFrom(Token start) {
        return code.substring(start.start(), Math.max(start.end(), tokens.last().end()));
    }
}

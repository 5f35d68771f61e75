package jackfield.drill.python;

import jackfield.drill.python.Node.Formatted;
import jackfield.drill.python.Node.Name;
import jackfield.drill.python.Node.Piece;
import jackfield.drill.python.Token.Kind;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Optional;

/** Reads the smallest expressions: names, numbers, strings, brackets. */
final class AtomReader {
    private static final int MAX_DIGITS = 1000;

    private final Tokens tokens;
    private final ExpressionReader expressions;

    AtomReader(Tokens tokens, ExpressionReader expressions) {
        this.tokens = tokens;
        this.expressions = expressions;
    }

    Node atom() {
        Token token = tokens.peek();
        return switch (token.kind()) {
            case NAME -> name();
            case NUMBER -> new Node.Constant(number(tokens.next()));
            case STRING, FORMATTED -> strings();
            case OPERATOR -> {
                if (tokens.takes("(")) {
                    yield expressions.display(true, ")");
                }
                if (tokens.takes("[")) {
                    yield expressions.display(false, "]");
                }
                throw token.is("{") ? new Unsupported(token.line(), "a dict or set") : tokens.expected("an expression");
            }
            case NEWLINE, INDENT, DEDENT, END -> throw tokens.expected("an expression");
        };
    }

    private Node name() {
        Token token = tokens.peek();
        if (ExpressionReader.isKeyword(token.text())) {
            throw tokens.expected("an expression");
        }
        tokens.next();
        return switch (token.text()) {
            case "True" -> new Node.Constant(true);
            case "False" -> new Node.Constant(false);
            case "None" -> new Node.Constant(None.NONE);
            default -> new Name(token.text(), token.line());
        };
    }

    private static Object number(Token token) {
        String text = token.text().toLowerCase(Locale.ROOT);
        if (text.length() > MAX_DIGITS) {
            throw new Unsupported(token.line(), "a number of " + text.length() + " digits");
        }
        String digits = text.replaceAll("(?<=[0-9a-fx])_(?=[0-9a-f])", "");
        if (digits.matches("0x[0-9a-f]+")) {
            return new BigInteger(digits.substring(2), 16);
        }
        if (digits.matches("0o[0-7]+")) {
            return new BigInteger(digits.substring(2), 8);
        }
        if (digits.matches("0b[01]+")) {
            return new BigInteger(digits.substring(2), 2);
        }
        if (digits.matches("0+|[1-9][0-9]*")) {
            return new BigInteger(digits);
        }
        if (digits.matches("([0-9]+\\.?[0-9]*|\\.[0-9]+)(e[+-]?[0-9]+)?") && !digits.matches("[0-9]+")) {
            return Double.valueOf(digits);
        }
        throw new Unsupported(token.line(), "the number " + token.text());
    }

    /** Strings that stand side by side are one. */
    private Node strings() {
        var pieces = new ArrayList<Piece>();
        var plain = new StringBuilder();
        boolean isFormatted = false;
        while (tokens.peek().kind() == Kind.STRING || tokens.peek().kind() == Kind.FORMATTED) {
            Token token = tokens.next();
            if (token.kind() == Kind.FORMATTED) {
                isFormatted = true;
                pieces.addAll(new FormatStringReader(token.text(), token.line()).pieces());
            } else {
                plain.append(token.text());
                pieces.add(new Piece(token.text(), Optional.empty(), "", "", token.line()));
            }
        }
        return isFormatted ? new Formatted(pieces) : new Node.Constant(plain.toString());
    }
}

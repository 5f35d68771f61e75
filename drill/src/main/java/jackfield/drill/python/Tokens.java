package jackfield.drill.python;

import jackfield.drill.python.Token.Kind;
import java.util.List;

/** A place among tokens; complaints about what stands there. */
final class Tokens {
    private static final int MAX_DEPTH = 100;

    private final List<Token> tokens;
    private int at;
    private int depth;

    Tokens(List<Token> tokens) {
        this.tokens = tokens;
    }

    Token peek() {
        return tokens.get(at);
    }

    Token peekNext() {
        return tokens.get(Math.min(at + 1, tokens.size() - 1));
    }

    Token last() {
        return tokens.get(Math.max(0, at - 1));
    }

    Token next() {
        Token token = peek();
        if (at < tokens.size() - 1) {
            at++;
        }
        return token;
    }

    int at() {
        return at;
    }

    void backTo(int position) {
        at = position;
    }

    boolean sees(String text) {
        return peek().is(text);
    }

    boolean takes(String text) {
        if (!sees(text)) {
            return false;
        }
        next();
        return true;
    }

    boolean takes(Kind kind) {
        if (peek().kind() != kind) {
            return false;
        }
        next();
        return true;
    }

    void expect(String text) {
        if (!takes(text)) {
            throw expected("'" + text + "'");
        }
    }

    /** One level deeper; every {@link #leave} undoes one. Chains of operators count, they are walked as deep. */
    void enter() {
        if (++depth > MAX_DEPTH) {
            throw new Unsupported(peek().line(), "an expression nested deeper than " + MAX_DEPTH);
        }
    }

    void leave(int levels) {
        depth -= levels;
    }

    Unsupported expected(String what) {
        Token token = peek();
        String found = token.text().isEmpty() ? token.kind().name() : "'" + token.text() + "'";
        return new Unsupported(token.line(), "expected " + what + ", found " + found);
    }
}

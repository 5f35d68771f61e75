package jackfield.drill.script;

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
import jackfield.drill.script.Expression.Unchecked;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads arguments and results of system calls.
 *
 * <pre>
 *   sum     := product of | ^ & << >> and, inside brackets, + - * /     (C's order)
 *   primary := number | "text"[...] | NAME | NAME(args) | ... | ? | [items] | {fields} | (sum) | ~ - ! & primary
 * </pre>
 *
 * <p>Outside brackets {@code +} and {@code *} end an expression: the next step's time begins with them.
 */
final class ExpressionParser {
    private static final int MAX_DEPTH = 50;
    private static final List<List<String>> LEVELS = List.of(
            List.of("|"), List.of("^"), List.of("&"), List.of("<<", ">>"), List.of("+", "-"), List.of("*", "/"));
    private static final int FIRST_ARITHMETIC_LEVEL = 4;

    private final Cursor cursor;
    private int depth;

    ExpressionParser(Cursor cursor) {
        this.cursor = cursor;
    }

    /** Reads {@code (a, b)}. */
    List<Expression> arguments() {
        cursor.expect("(");
        return items(")");
    }

    Expression result() {
        return binary(0, FIRST_ARITHMETIC_LEVEL);
    }

    private List<Expression> items(String closing) {
        var items = new ArrayList<Expression>();
        while (!cursor.takes(closing)) {
            items.add(nested());
            if (!cursor.takes(",") && !cursor.sees(closing)) {
                throw cursor.expected("',' or '" + closing + "'");
            }
        }
        return items;
    }

    private Expression nested() {
        return binary(0, LEVELS.size());
    }

    private Expression binary(int level, int levels) {
        if (level == levels) {
            return primary();
        }
        Expression left = binary(level + 1, levels);
        for (String operator = operator(level); !operator.isEmpty(); operator = operator(level)) {
            left = new Binary(operator, left, binary(level + 1, levels));
        }
        return left;
    }

    private String operator(int level) {
        for (String operator : LEVELS.get(level)) {
            if (cursor.takes(operator)) {
                return operator;
            }
        }
        return "";
    }

    private Expression primary() {
        if (++depth > MAX_DEPTH) {
            throw cursor.errorAt(cursor.at(), "brackets are nested deeper than " + MAX_DEPTH);
        }
        Expression primary = primaryWithin();
        depth--;
        return primary;
    }

    private Expression primaryWithin() {
        char next = cursor.peek();
        return switch (next) {
            case '"' -> text();
            case '[' -> {
                cursor.expect("[");
                yield new Array(items("]"));
            }
            case '{' -> {
                cursor.expect("{");
                yield structure();
            }
            case '(' -> {
                cursor.expect("(");
                Expression inside = nested();
                cursor.expect(")");
                yield inside;
            }
            case '?' -> {
                cursor.expect("?");
                yield new Unchecked();
            }
            case '~', '!', '&' -> {
                cursor.expect(String.valueOf(next));
                yield new Unary(String.valueOf(next), primary());
            }
            default -> cursor.takes("...") ? new Ellipsis() : numberOrName();
        };
    }

    private Expression numberOrName() {
        char next = cursor.rawPeek(0);
        if (next == '-' && !Cursor.isDigit(cursor.rawPeek(1)) && cursor.rawPeek(1) != '.') {
            cursor.expect("-");
            return new Unary("-", primary());
        }
        if (Cursor.isDigit(next) || next == '-' || next == '.') {
            return number();
        }
        String name = cursor.word("a value");
        if (!cursor.defined(name).equals(name)) {
            return new ExpressionParser(new Cursor(cursor.file(), cursor.defined(name), Map.of())).nested();
        }
        if (cursor.rawPeek(0) == '(') {
            return new Call(name, arguments());
        }
        return new Symbol(name);
    }

    private Expression number() {
        int start = cursor.at();
        int end = cursor.rawPeek(0) == '-' ? 1 : 0;
        while (Cursor.isDigit(cursor.rawPeek(end))) {
            end++;
        }
        if (cursor.rawPeek(end) == '.' && Cursor.isDigit(cursor.rawPeek(end + 1))) {
            end++;
            while (Cursor.isDigit(cursor.rawPeek(end))) {
                end++;
            }
            cursor.moveTo(start + end);
            return new Decimal(Double.parseDouble(cursor.between(start, start + end)));
        }
        return new Number(cursor.number("a number", Long.MIN_VALUE, Long.MAX_VALUE));
    }

    private Expression structure() {
        var fields = new ArrayList<Field>();
        while (!cursor.takes("}")) {
            fields.add(field());
            if (!cursor.takes(",") && !cursor.sees("}")) {
                throw cursor.expected("',' or '}'");
            }
        }
        return new Structure(fields);
    }

    private Field field() {
        Expression value = nested();
        if (!cursor.takes("=")) {
            return new Field("", Optional.empty(), value);
        }
        return switch (value) {
            case Symbol symbol -> new Field(symbol.name(), Optional.empty(), nested());
            case Call call
            when call.arguments().size() == 1 ->
                new Field(call.name(), Optional.of(call.arguments().getFirst()), nested());
            default -> throw cursor.errorAt(cursor.lastEnd() - 1, "expected the name of a field before '='");
        };
    }

    private Expression text() {
        int start = cursor.at();
        var value = new StringBuilder();
        cursor.moveTo(start + 1);
        while (cursor.rawPeek(0) != '"') {
            if (cursor.rawPeek(0) == '\0') {
                throw cursor.errorAt(start, "the text has no end: expected '\"'");
            }
            value.append(Escapes.next(cursor));
        }
        cursor.expect("\"");
        return new Text(value.toString(), cursor.takes("..."));
    }
}

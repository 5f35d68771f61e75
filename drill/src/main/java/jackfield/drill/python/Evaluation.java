package jackfield.drill.python;

import jackfield.drill.python.Node.Binary;
import jackfield.drill.python.Node.Call;
import jackfield.drill.python.Node.Comparison;
import jackfield.drill.python.Node.Conditional;
import jackfield.drill.python.Node.Constant;
import jackfield.drill.python.Node.Display;
import jackfield.drill.python.Node.Format;
import jackfield.drill.python.Node.Formatted;
import jackfield.drill.python.Node.Index;
import jackfield.drill.python.Node.Logic;
import jackfield.drill.python.Node.Name;
import jackfield.drill.python.Node.Piece;
import jackfield.drill.python.Node.Slice;
import jackfield.drill.python.Node.Unary;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Works out expressions, and notes the names they read. */
final class Evaluation {
    private final Variables variables;
    private final StringBuilder output;
    private final Map<String, String> namesRead = new LinkedHashMap<>();

    Evaluation(Variables variables, StringBuilder output) {
        this.variables = variables;
        this.output = output;
    }

    /** {@return the names read since the last {@link #forgetNames}, with their values} */
    Map<String, String> namesRead() {
        return namesRead;
    }

    void forgetNames() {
        namesRead.clear();
    }

    Object value(Node node) {
        return switch (node) {
            case Constant constant -> constant.value();
            case Name name -> variable(name);
            case Display display -> new Sequence(display.isTuple(), values(display.items()));
            case Unary unary -> Arithmetic.unary(unary.operator(), value(unary.operand()));
            case Binary binary -> Arithmetic.binary(binary.operator(), value(binary.left()), value(binary.right()));
            case Logic logic -> logic(logic);
            case Comparison comparison -> comparison(comparison);
            case Conditional choice ->
                Values.isTrue(value(choice.test())) ? value(choice.then()) : value(choice.otherwise());
            case Call call -> call(call);
            case Format format -> format(format);
            case Index index -> index(value(index.of()), value(index.index()));
            case Slice slice -> slice(slice);
            case Formatted formatted -> formatted(formatted);
        };
    }

    private List<Object> values(List<Node> nodes) {
        var values = new ArrayList<>();
        for (Node node : nodes) {
            values.add(value(node));
        }
        return values;
    }

    private Object variable(Name name) {
        Object value =
                variables.value(name.name()).orElseThrow(() -> new Unsupported(name.line(), "the name " + name.name()));
        namesRead.put(name.name(), Values.repr(value));
        return value;
    }

    private Object logic(Logic logic) {
        Object left = value(logic.left());
        return Values.isTrue(left) == logic.isAnd() ? value(logic.right()) : left;
    }

    /** {@code a < b < c} asks for b once, and for c only if a < b. */
    private Object comparison(Comparison comparison) {
        Object left = value(comparison.operands().getFirst());
        for (int i = 0; i < comparison.operators().size(); i++) {
            Object right = value(comparison.operands().get(i + 1));
            if (!Comparisons.holds(comparison.operators().get(i), left, right)) {
                return false;
            }
            left = right;
        }
        return true;
    }

    private Object call(Call call) {
        if (variables.value(call.function()).isPresent()) {
            Object value = variables.value(call.function()).get();
            throw PythonError.type("'" + Values.typeName(value) + "' object is not callable");
        }
        if (call.function().equals("print")) {
            print(values(call.arguments()));
            return None.NONE;
        }
        if (!Builtins.has(call.function())) {
            throw new Unsupported(call.line(), "the function " + call.function() + "()");
        }
        return Builtins.call(call.function(), values(call.arguments()));
    }

    void print(List<Object> values) {
        for (int i = 0; i < values.size(); i++) {
            output.append(i > 0 ? " " : "").append(Values.str(values.get(i)));
        }
        output.append('\n');
    }

    /** {@return what a {@code for} goes through} */
    List<Object> items(Node node) {
        boolean isRange = node instanceof Call call
                && call.function().equals("range")
                && variables.value("range").isEmpty();
        return isRange ? Builtins.range(values(((Call) node).arguments())) : Builtins.items(value(node));
    }

    private static Object index(Object of, Object index) {
        if (Values.isNumber(of) || of instanceof None) {
            throw PythonError.type("'" + Values.typeName(of) + "' object is not subscriptable");
        }
        String type = Values.typeName(of);
        if (!Values.isWhole(index)) {
            throw PythonError.type((of instanceof String ? "string" : type) + " indices must be integers"
                    + (of instanceof String ? "" : " or slices") + ", not " + quoteFor(of, index));
        }
        List<Object> items = Builtins.items(of);
        BigInteger at = Values.whole(index);
        BigInteger place = at.signum() < 0 ? at.add(BigInteger.valueOf(items.size())) : at;
        if (place.signum() < 0 || place.compareTo(BigInteger.valueOf(items.size())) >= 0) {
            throw new PythonError("IndexError", (of instanceof String ? "string" : type) + " index out of range");
        }
        return items.get(place.intValue());
    }

    private static String quoteFor(Object of, Object index) {
        return of instanceof String ? "'" + Values.typeName(index) + "'" : Values.typeName(index);
    }

    private Object slice(Slice slice) {
        Object of = value(slice.of());
        if (Values.isNumber(of) || of instanceof None) {
            throw PythonError.type("'" + Values.typeName(of) + "' object is not subscriptable");
        }
        List<Object> items = Builtins.items(of);
        int from = bound(slice.from(), 0, items.size());
        int to = Math.max(from, bound(slice.to(), items.size(), items.size()));
        if (of instanceof Sequence sequence) {
            return new Sequence(sequence.isTuple(), items.subList(from, to));
        }
        var text = new StringBuilder();
        items.subList(from, to).forEach(text::append);
        return text.toString();
    }

    private int bound(Optional<Node> bound, int fallback, int size) {
        if (bound.isEmpty()) {
            return fallback;
        }
        Object value = value(bound.get());
        if (value instanceof None) {
            return fallback;
        }
        BigInteger whole = Values.whole(value);
        BigInteger place = whole.signum() < 0 ? whole.add(BigInteger.valueOf(size)) : whole;
        return place.max(BigInteger.ZERO).min(BigInteger.valueOf(size)).intValue();
    }

    private Object formatted(Formatted formatted) {
        var text = new StringBuilder();
        for (Piece piece : formatted.pieces()) {
            text.append(piece.value().map(node -> one(value(node), piece)).orElse(piece.text()));
        }
        return text.toString();
    }

    private static String one(Object value, Piece piece) {
        Object converted = switch (piece.conversion()) {
            case "r" -> Values.repr(value);
            case "s" -> Values.str(value);
            default -> value;
        };
        return NumberFormat.format(converted, piece.spec());
    }

    private Object format(Format format) {
        if (!(value(format.template()) instanceof String template)) {
            throw new Unsupported(format.line(), "the attribute format");
        }
        return BraceFormat.format(template, values(format.arguments()), format.line());
    }
}

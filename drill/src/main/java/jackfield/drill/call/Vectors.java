package jackfield.drill.call;

import jackfield.drill.script.Expression;
import jackfield.drill.script.Expression.Structure;
import jackfield.drill.script.ExpressionPrinter;
import jackfield.drill.setting.UnknownConstruct;
import java.util.ArrayList;
import java.util.List;

/**
 * The {@code struct iovec}s of a call: {@code [{..., 1000}, {"abc", 3}]}.
 *
 * @param contents what each holds or must hold
 * @param lengths bytes of each
 */
record Vectors(List<Expression> contents, List<Integer> lengths) {
    Vectors {
        contents = List.copyOf(contents);
        lengths = List.copyOf(lengths);
    }

    /** {@return what an array of structures says} */
    static Vectors of(Expression expression) {
        if (!(expression instanceof Expression.Array array)) {
            throw new UnknownConstruct("an iovec written as " + ExpressionPrinter.text(expression));
        }
        List<Expression> contents = new ArrayList<>();
        List<Integer> lengths = new ArrayList<>();
        for (Expression item : array.items()) {
            if (!(item instanceof Structure structure) || structure.fields().size() != 2) {
                throw new UnknownConstruct("an iovec written as " + ExpressionPrinter.text(item));
            }
            contents.add(structure.fields().getFirst().value());
            lengths.add(Values.integer(structure.fields().getLast().value()));
        }
        return new Vectors(contents, lengths);
    }

    /** {@return bytes of all} */
    int length() {
        return lengths.stream().mapToInt(Integer::intValue).sum();
    }

    /** {@return all bytes, one buffer after another} */
    byte[] bytes() {
        var bytes = new byte[length()];
        int at = 0;
        for (int i = 0; i < contents.size(); i++) {
            byte[] part = Values.buffer(contents.get(i), lengths.get(i));
            System.arraycopy(part, 0, bytes, at, part.length);
            at += part.length;
        }
        return bytes;
    }
}

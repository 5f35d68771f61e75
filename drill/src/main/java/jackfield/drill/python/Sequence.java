package jackfield.drill.python;

import java.util.List;

/** A {@code list} or a {@code tuple}; neither ever changes here. */
record Sequence(boolean isTuple, List<Object> items) {
    Sequence {
        items = List.copyOf(items);
    }

    String typeName() {
        return isTuple ? "tuple" : "list";
    }
}

package jackfield.drill.python;

import jackfield.drill.python.Result.Failed;
import jackfield.drill.python.Result.Passed;
import jackfield.drill.python.Statement.Assert;
import jackfield.drill.python.Statement.Assign;
import jackfield.drill.python.Statement.AssignWith;
import jackfield.drill.python.Statement.Evaluate;
import jackfield.drill.python.Statement.For;
import jackfield.drill.python.Statement.If;
import jackfield.drill.python.Statement.Pass;
import jackfield.drill.python.Statement.Print;
import jackfield.drill.python.Statement.Target;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * Runs the Python between {@code %{} and {@code }%}: assertions over given names, with what it takes to write them.
 *
 * <p>What it accepts means exactly what Python 3 makes of it; everything else throws {@link Unsupported}, and so does
 * whatever would take long. {@code print a} of Python 2 is accepted.
 *
 * <p>Not thread-safe; keeps nothing but the {@link Variables} it is given.
 */
public final class Evaluator {
    private static final int MAX_STEPS = 100_000;

    private final Variables variables;
    private final StringBuilder output = new StringBuilder();
    private final Evaluation evaluation;
    private int steps;

    private Evaluator(Variables variables) {
        this.variables = variables;
        this.evaluation = new Evaluation(variables, output);
    }

    /**
     * {@return how the code ended; what it assigned is in {@code variables}}
     *
     * @throws Unsupported if it uses more of Python than there is here; then it has assigned nothing, so that another
     *     Python may run it instead
     */
    public static Result evaluate(String code, Variables variables) {
        List<Statement> statements = new StatementReader(CodeText.dedented(code)).statements();
        var copy = new Variables();
        copy.adopt(variables);
        Result result = new Evaluator(copy).run(statements);
        variables.adopt(copy);
        return result;
    }

    private Result run(List<Statement> statements) {
        return runAll(statements) instanceof Failed failed ? failed : new Passed(output.toString());
    }

    /** {@return the failure, or a pass} */
    private Result runAll(List<Statement> statements) {
        for (Statement statement : statements) {
            if (++steps > MAX_STEPS) {
                throw new Unsupported(statement.line(), "more than " + MAX_STEPS + " steps");
            }
            if (runOne(statement) instanceof Failed failed) {
                return failed;
            }
        }
        return new Passed("");
    }

    private Result runOne(Statement statement) {
        evaluation.forgetNames();
        try {
            return switch (statement) {
                case Assert check -> check(check);
                case If choice ->
                    runAll(Values.isTrue(evaluation.value(choice.test())) ? choice.then() : choice.otherwise());
                case For loop -> loop(loop);
                default -> {
                    effect(statement);
                    yield new Passed("");
                }
            };
        } catch (PythonError error) {
            return failed(statement, String.valueOf(error.getMessage()));
        }
    }

    private Result check(Assert check) {
        if (Values.isTrue(evaluation.value(check.test()))) {
            return new Passed("");
        }
        var names = new LinkedHashMap<>(evaluation.namesRead());
        String told =
                check.message().map(node -> Values.str(evaluation.value(node))).orElse("");
        String message = told.isEmpty() ? "AssertionError" : "AssertionError: " + told;
        return new Failed(message, check.text(), check.line(), names, output.toString());
    }

    private Result failed(Statement statement, String message) {
        return new Failed(message, statement.text(), statement.line(), evaluation.namesRead(), output.toString());
    }

    private Result loop(For loop) {
        for (Object item : evaluation.items(loop.items())) {
            assign(loop.target(), item);
            if (runAll(loop.body()) instanceof Failed failed) {
                return failed;
            }
        }
        return new Passed("");
    }

    private void effect(Statement statement) {
        switch (statement) {
            case Assign assign -> {
                Object value = evaluation.value(assign.value());
                assign.targets().forEach(target -> assign(target, value));
            }
            case AssignWith assign -> {
                Object old = evaluation.value(new Node.Name(assign.name(), assign.line()));
                // The old value is read before the new one is worked out.
                Object operand = evaluation.value(assign.value());
                variables.put(assign.name(), Arithmetic.binary(assign.operator(), old, operand));
            }
            case Evaluate expression -> evaluation.value(expression.value());
            case Print print ->
                evaluation.print(print.values().stream().map(evaluation::value).toList());
            case Pass _ -> {}
            case Assert _, If _, For _ -> throw new AssertionError(statement);
        }
    }

    private void assign(Target target, Object value) {
        if (target.isPlain()) {
            variables.put(target.names().getFirst(), value);
            return;
        }
        List<Object> items = Builtins.items(value);
        int wanted = target.names().size();
        if (items.size() != wanted) {
            throw PythonError.value(
                    items.size() < wanted
                            ? "not enough values to unpack (expected " + wanted + ", got " + items.size() + ")"
                            : "too many values to unpack (expected " + wanted + ")");
        }
        for (int i = 0; i < wanted; i++) {
            variables.put(target.names().get(i), items.get(i));
        }
    }
}

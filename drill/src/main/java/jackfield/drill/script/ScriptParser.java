package jackfield.drill.script;

import jackfield.drill.script.Event.CodeEvent;
import jackfield.drill.script.Event.CommandEvent;
import jackfield.drill.script.Event.Direction;
import jackfield.drill.script.Event.SyscallEvent;
import jackfield.drill.script.Script.InitCommand;
import jackfield.drill.script.Script.ScriptOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads packetdrill's language.
 *
 * <pre>
 *   script  := option* init* step+          step   := time action
 *   option  := --name=value                 action := packet | call | `command` | %{ code }%
 *   init    := `command`                    call   := [...time] name(arguments) = result [ERRNO [(note)]]
 * </pre>
 *
 * <p>A script that cannot be read throws {@link ScriptException}; what is well-formed but unknown becomes an
 * {@link Event.UnknownEvent} or a {@link TcpOption.Unknown}.
 */
public final class ScriptParser {
    private static final String DEFINE = "define";

    private final Cursor cursor;
    private final String source;
    private final Map<String, String> defines;
    private final TimeParser times;

    /** No step may be due before this. */
    private long earliestNanos;

    private ScriptParser(String file, String source, Map<String, String> defines) {
        this.source = source;
        this.defines = new LinkedHashMap<>(defines);
        this.cursor = new Cursor(file, source, this.defines);
        this.times = new TimeParser(cursor);
    }

    /** {@return the script in that text; {@code file} is only its name in messages} */
    public static Script parse(String file, String source) {
        return parse(file, source, Map.of());
    }

    /**
     * {@return the script in that text}
     *
     * @param defines words to replace by others, as {@code --define=NAME=VALUE} in the script does
     */
    public static Script parse(String file, String source, Map<String, String> defines) {
        return new ScriptParser(file, source, defines).script();
    }

    private Script script() {
        var options = new ArrayList<ScriptOption>();
        var init = new ArrayList<InitCommand>();
        while (cursor.sees("--") || cursor.sees("`")) {
            int line = cursor.lineOf(cursor.at());
            if (cursor.takes("`")) {
                init.add(new InitCommand(line, command()));
            } else {
                options.add(option(line));
            }
        }
        var steps = new ArrayList<Step>();
        do {
            steps.add(step());
        } while (!cursor.atEnd());
        return new Script(cursor.file(), source, options, init, steps);
    }

    private ScriptOption option(int line) {
        cursor.expect("--");
        String name = cursor.word("the name of an option");
        String value = "";
        if (cursor.rawPeek(0) == '=') {
            cursor.moveTo(cursor.at() + 1);
            value = optionValue();
        }
        if (name.equals(DEFINE) && value.indexOf('=') > 0) {
            defines.put(value.substring(0, value.indexOf('=')), value.substring(value.indexOf('=') + 1));
        }
        return new ScriptOption(line, name, value);
    }

    private String optionValue() {
        char quote = cursor.rawPeek(0);
        if (quote == '"' || quote == '\'') {
            cursor.moveTo(cursor.at() + 1);
            return cursor.rawUntil(String.valueOf(quote), "the value");
        }
        int start = cursor.at();
        int end = start;
        while (end < source.length() && !Character.isWhitespace(source.charAt(end))) {
            end++;
        }
        cursor.moveTo(end);
        return cursor.between(start, end);
    }

    private Step step() {
        cursor.skipBlanks();
        int start = cursor.at();
        Time time = times.start();
        earliestNanos = switch (time) {
            case Time.Absolute at -> notBackwards(start, at.nanos(), at.nanos());
            case Time.AbsoluteRange range -> notBackwards(start, range.fromNanos(), range.toNanos());
            case Time.Relative after -> earliestNanos + after.nanos();
            case Time.RelativeRange range -> earliestNanos + range.fromNanos();
            case Time.Any _ -> earliestNanos;
        };
        Event event = event(time);
        return new Step(cursor.lineOf(start), cursor.between(start, cursor.lastEnd()), time, event);
    }

    private long notBackwards(int start, long nanos, long latestNanos) {
        if (latestNanos < earliestNanos) {
            throw cursor.errorAt(start, "time goes backwards: the step before is later");
        }
        return Math.max(nanos, earliestNanos);
    }

    private Event event(Time start) {
        if (cursor.takes("`")) {
            return new CommandEvent(command());
        }
        if (cursor.takes("%{")) {
            int line = cursor.lineOf(cursor.at());
            return new CodeEvent(line, cursor.rawUntil("}%", "the code"));
        }
        if (cursor.takes("<") || cursor.takes("inject")) {
            return new PacketParser(cursor, Direction.INBOUND).event();
        }
        if (cursor.takes(">")) {
            return new PacketParser(cursor, Direction.OUTBOUND).event();
        }
        if (cursor.sees("...") || !cursor.peekWord().isEmpty()) {
            return call(start);
        }
        throw cursor.expected("a packet, a system call, a `command` or %{ code }%");
    }

    private Event call(Time start) {
        Optional<Time> end = cursor.takes("...") ? Optional.of(times.end(start)) : Optional.empty();
        String name = cursor.word("the name of a system call");
        var expressions = new ExpressionParser(cursor);
        List<Expression> arguments = expressions.arguments();
        cursor.expect("=");
        Expression result = expressions.result();
        String errno = cursor.peekWord();
        if (!errno.isEmpty()) {
            cursor.word("an errno");
        }
        return new SyscallEvent(end, name, arguments, result, errno, note());
    }

    /** The text an errno is explained by; only its end matters. */
    private String note() {
        if (cursor.peek() != '(') {
            return "";
        }
        int start = cursor.at();
        int depth = 0;
        for (int at = start; at < source.length() && source.charAt(at) != '\n'; at++) {
            depth += source.charAt(at) == '(' ? 1 : source.charAt(at) == ')' ? -1 : 0;
            if (depth == 0) {
                cursor.moveTo(at + 1);
                return cursor.between(start + 1, at).strip();
            }
        }
        throw cursor.errorAt(start, "the note has no end: expected ')' on its line");
    }

    /** The rest of a command after its opening backtick; a backslash protects a backtick. */
    private String command() {
        int start = cursor.at();
        int at = start;
        while (at < source.length() && source.charAt(at) != '`') {
            at += source.charAt(at) == '\\' ? 2 : 1;
        }
        if (at >= source.length()) {
            throw cursor.errorAt(start - 1, "the command has no end: expected '`'");
        }
        cursor.moveTo(at + 1);
        return cursor.between(start, at).replace("\\`", "`").strip();
    }
}

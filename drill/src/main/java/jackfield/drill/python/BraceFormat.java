package jackfield.drill.python;

import java.util.List;
import java.util.regex.Pattern;

/** {@code "cwnd {} of {1:x}".format(cwnd, most)}: fields by position. */
final class BraceFormat {
    private static final Pattern FIELD =
            Pattern.compile("\\{\\{|}}|\\{(?<index>[0-9]{0,3})(?:!(?<conversion>[rs]))?(?::(?<spec>[^{}]*))?}|[{}]");

    private BraceFormat() {}

    static String format(String template, List<Object> arguments, int line) {
        var text = new StringBuilder();
        int at = 0;
        int next = 0;
        boolean sawIndex = false;
        var field = FIELD.matcher(template);
        while (field.find(at)) {
            text.append(template, at, field.start());
            at = field.end();
            String found = field.group();
            if (found.equals("{{") || found.equals("}}")) {
                text.append(found.charAt(0));
                continue;
            }
            String index = field.group("index");
            if (index == null || sawIndex && index.isEmpty() || next > 0 && !index.isEmpty()) {
                throw new Unsupported(line, "the template " + Values.repr(template));
            }
            sawIndex |= !index.isEmpty();
            int place = index.isEmpty() ? next++ : Integer.parseInt(index);
            if (place >= arguments.size()) {
                throw new PythonError(
                        "IndexError", "Replacement index " + place + " out of range for positional args tuple");
            }
            Object value = arguments.get(place);
            String conversion = field.group("conversion");
            Object converted =
                    conversion == null ? value : conversion.equals("r") ? Values.repr(value) : Values.str(value);
            String spec = field.group("spec");
            text.append(NumberFormat.format(converted, spec == null ? "" : spec));
        }
        return text.append(template.substring(at)).toString();
    }
}

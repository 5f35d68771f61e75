package jackfield.drill.script;

import jackfield.drill.script.IpFields.Ecn;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** Reads {@code [ect0]}, {@code [ECT(0)]}, {@code (tos 0x10, ttl 64)}: brackets of either kind, any number of them. */
final class IpFieldsParser {
    private static final int MAX_FLOW_LABEL = 0xFFFFF;

    private final Cursor cursor;
    private final Consumer<String> onUnknown;
    private Optional<Ecn> ecn = Optional.empty();
    private OptionalInt tos = OptionalInt.empty();
    private OptionalInt ttl = OptionalInt.empty();
    private OptionalInt flowLabel = OptionalInt.empty();

    /** @param onUnknown told of a field nobody knows; reading goes on after its brackets */
    IpFieldsParser(Cursor cursor, Consumer<String> onUnknown) {
        this.cursor = cursor;
        this.onUnknown = onUnknown;
    }

    IpFields fields() {
        while (cursor.peek() == '[' || cursor.peek() == '(') {
            String closing = cursor.peek() == '[' ? "]" : ")";
            cursor.expect(closing.equals("]") ? "[" : "(");
            field(closing);
            while (cursor.takes(",") || !cursor.sees(closing)) {
                field(closing);
            }
            cursor.expect(closing);
        }
        return new IpFields(ecn, tos, ttl, flowLabel);
    }

    private void field(String closing) {
        String name = cursor.word("ect0, ect1, ce, noecn, ect01, tos, ttl or flowlabel");
        switch (name.toLowerCase(Locale.ROOT)) {
            case "noecn", "notect" -> ecn = Optional.of(Ecn.NOT_ECT);
            case "ect0" -> ecn = Optional.of(Ecn.ECT0);
            case "ect1" -> ecn = Optional.of(Ecn.ECT1);
            case "ect01" -> ecn = Optional.of(Ecn.ECT01);
            case "ce" -> ecn = Optional.of(Ecn.CE);
            case "ect" -> ecn = Optional.of(numberedEct());
            case "tos" -> tos = OptionalInt.of((int) cursor.number("a TOS byte", 0, 0xFF));
            case "ttl" -> ttl = OptionalInt.of((int) cursor.number("a TTL", 0, 0xFF));
            case "flowlabel" -> flowLabel = OptionalInt.of((int) cursor.number("a flow label", 0, MAX_FLOW_LABEL));
            default -> {
                onUnknown.accept("IP field " + name);
                cursor.rawUntil(closing, "the IP field");
                cursor.moveTo(cursor.at() - 1);
            }
        }
    }

    private Ecn numberedEct() {
        cursor.expect("(");
        long number = cursor.number("0 or 1", 0, 1);
        cursor.expect(")");
        return number == 0 ? Ecn.ECT0 : Ecn.ECT1;
    }
}

package jackfield.drill.call;

import jackfield.drill.script.Expression;
import jackfield.drill.script.Expression.Structure;
import jackfield.drill.script.ExpressionPrinter;
import jackfield.drill.setting.UnknownConstruct;
import jackfield.socket.open.ControlMessage;
import jackfield.socket.open.Linux;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Control messages as scripts write them, read for sendmsg and compared for recvmsg.
 *
 * <pre>
 *   [{cmsg_level=SOL_SOCKET, cmsg_type=SCM_TIMESTAMPING, cmsg_data={scm_sec=0, scm_nsec=100000000}},
 *    {cmsg_level=SOL_IP, cmsg_type=IP_RECVERR, cmsg_data={ee_errno=ENOMSG, ee_origin=4, ...}}]
 * </pre>
 *
 * <p>Fields that are left out or {@code ...} are not compared. Times are the script's own: since it began.
 */
final class Controls {
    /** What recvmsg offers where a script does not say. */
    private static final int BUFFER_BYTES = 1024;

    private static final long SECOND = 1_000_000_000L;

    private Controls() {}

    /** {@return bytes of the control buffer that recvmsg offers} */
    static int bufferBytes(Message message) {
        Expression control = message.control().orElse(null);
        if (message.controlLength().isPresent()) {
            return (int) message.controlLength().getAsLong();
        }
        return control == null || Values.isNull(control) ? 0 : BUFFER_BYTES;
    }

    /** {@return the messages that sendmsg is to carry} */
    static List<ControlMessage> read(Optional<Expression> control) {
        List<ControlMessage> messages = new ArrayList<>();
        for (Structure item : items(control)) {
            Expression data = item.field("cmsg_data").orElseThrow(() -> new UnknownConstruct("a cmsg without data"));
            messages.add(new ControlMessage(number(item, "cmsg_level"), number(item, "cmsg_type"), bytes(data)));
        }
        return messages;
    }

    private static List<Structure> items(Optional<Expression> control) {
        List<Structure> items = new ArrayList<>();
        control.filter(given -> !Values.isOpen(given) && !Values.isNull(given)).ifPresent(given -> {
            if (!(given instanceof Expression.Array array)) {
                throw new UnknownConstruct("msg_control written as " + ExpressionPrinter.text(given));
            }
            array.items().forEach(item -> items.add(item(item)));
        });
        return items;
    }

    private static Structure item(Expression item) {
        if (!(item instanceof Structure structure)) {
            throw new UnknownConstruct("a cmsg written as " + ExpressionPrinter.text(item));
        }
        structure.fields().forEach(field -> {
            if (!List.of("cmsg_len", "cmsg_level", "cmsg_type", "cmsg_data").contains(field.name())) {
                throw new UnknownConstruct("cmsg field " + field.name());
            }
        });
        if (structure.field("cmsg_data").orElse(null) instanceof Structure data) {
            data.fields().forEach(field -> place(field.name()));
        }
        return structure;
    }

    private static int number(Structure item, String field) {
        return item.field(field)
                .map(Values::integer)
                .orElseThrow(() -> new UnknownConstruct("a cmsg without " + field));
    }

    private static byte[] bytes(Expression data) {
        if (data instanceof Structure) {
            throw new UnknownConstruct("a structure as data of a cmsg to send");
        }
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(Values.layout(data));
        return bytes.toByteArray();
    }

    /** Where a field of a message's data lies: {@code offset * 10 + length}; times have no place of their own. */
    private static int place(String field) {
        return switch (field) {
            case "ee_errno" -> 4;
            case "ee_origin" -> 41;
            case "ee_type" -> 51;
            case "ee_code" -> 61;
            case "ee_pad" -> 71;
            case "ee_info" -> 84;
            case "ee_data" -> 124;
            case "scm_sec", "tv_sec" -> 8;
            case "scm_nsec", "tv_nsec", "tv_usec" -> 88;
            default -> throw new UnknownConstruct("cmsg_data field " + field);
        };
    }

    /**
     * {@return in words, how the messages found are not as written}
     *
     * @param began the socket clock's reading when the script began
     */
    static List<String> differences(
            Optional<Expression> control, List<ControlMessage> found, long began, long toleranceNanos) {
        List<String> wrong = new ArrayList<>();
        if (control.isEmpty() || Values.isOpen(control.get())) {
            return wrong;
        }
        List<Structure> wanted = items(control);
        if (wanted.size() != found.size()) {
            wrong.add("control messages: expected " + wanted.size() + ", were " + found.size() + " " + kinds(found));
            return wrong;
        }
        for (int i = 0; i < wanted.size(); i++) {
            compare(wanted.get(i), found.get(i), began, toleranceNanos, wrong);
        }
        return wrong;
    }

    private static List<String> kinds(List<ControlMessage> found) {
        return found.stream()
                .map(message -> message.level() + "/" + message.type())
                .toList();
    }

    private static void compare(
            Structure wanted, ControlMessage found, long began, long toleranceNanos, List<String> wrong) {
        check("cmsg_level", wanted.field("cmsg_level"), found.level(), wrong);
        check("cmsg_type", wanted.field("cmsg_type"), found.type(), wrong);
        Expression data = wanted.field("cmsg_data").orElse(null);
        if (data == null || Values.isOpen(data) || !wrong.isEmpty()) {
            return;
        }
        if (!(data instanceof Structure structure)) {
            check("cmsg_data", Optional.of(data), value(found.data(), 0, Math.min(4, found.data().length)), wrong);
            return;
        }
        structure.fields().stream()
                .filter(field -> field.name().startsWith("ee_"))
                .forEach(field -> {
                    int place = place(field.name());
                    check(field.name(), Optional.of(field.value()), value(found.data(), place / 10, place % 10), wrong);
                });
        compareTime(structure, found.data(), began, toleranceNanos, wrong);
    }

    private static void compareTime(
            Structure wanted, byte[] found, long began, long toleranceNanos, List<String> wrong) {
        Optional<Expression> seconds = wanted.field("scm_sec").or(() -> wanted.field("tv_sec"));
        Optional<Expression> micros = wanted.field("tv_usec");
        Optional<Expression> part = micros.or(() -> wanted.field("scm_nsec")).or(() -> wanted.field("tv_nsec"));
        if (seconds.isEmpty() || part.isEmpty() || Values.isOpen(seconds.get()) || Values.isOpen(part.get())) {
            return;
        }
        int unit = micros.isPresent() ? 1000 : 1;
        long expected = Values.number(seconds.get()) * SECOND + Values.number(part.get()) * unit;
        long actual = value(found, 0, 8) * SECOND + value(found, 8, 8) * unit - began;
        if (Math.abs(expected - actual) > toleranceNanos) {
            wrong.add("timestamp: expected " + expected + " ns, was " + actual + " ns, tolerance " + toleranceNanos);
        }
    }

    private static long value(byte[] data, int at, int length) {
        if (at + length > data.length) {
            return -1;
        }
        return switch (length) {
            case 8 -> Linux.i64(data, at);
            case 4 -> Integer.toUnsignedLong(Linux.i32(data, at));
            default -> data[at] & 0xFF;
        };
    }

    private static void check(String what, Optional<Expression> wanted, long found, List<String> wrong) {
        wanted.map(Values::numberIfSaid).ifPresent(number -> {
            if (number.isPresent() && (int) number.getAsLong() != (int) found) {
                wrong.add(what + ": expected " + number.getAsLong() + ", was " + found);
            }
        });
    }
}

package jackfield.drill.script;

import jackfield.drill.script.TcpOption.AccEcn;
import jackfield.drill.script.TcpOption.Block;
import jackfield.drill.script.TcpOption.Counter;
import jackfield.drill.script.TcpOption.EndOfList;
import jackfield.drill.script.TcpOption.FastOpen;
import jackfield.drill.script.TcpOption.Md5;
import jackfield.drill.script.TcpOption.Mss;
import jackfield.drill.script.TcpOption.Nop;
import jackfield.drill.script.TcpOption.Numbered;
import jackfield.drill.script.TcpOption.Sack;
import jackfield.drill.script.TcpOption.SackPermitted;
import jackfield.drill.script.TcpOption.Timestamps;
import jackfield.drill.script.TcpOption.Unknown;
import jackfield.drill.script.TcpOption.WindowScale;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads TCP options between angle brackets. */
final class TcpOptionParser {
    private static final long MAX_SEQUENCE = 0xFFFF_FFFFL;
    private static final List<String> COUNTERS = List.of("e0b", "ceb", "e1b");

    private final Cursor cursor;

    TcpOptionParser(Cursor cursor) {
        this.cursor = cursor;
    }

    TcpOptionList list() {
        if (!cursor.takes("<")) {
            return new TcpOptionList.Absent();
        }
        if (cursor.takes("...")) {
            cursor.expect(">");
            return new TcpOptionList.Any();
        }
        var options = new ArrayList<TcpOption>();
        if (!cursor.takes(">")) {
            do {
                options.add(option());
            } while (cursor.takes(","));
            if (!cursor.takes(">")) {
                throw cursor.expected("',' or '>' after a TCP option");
            }
        }
        return new TcpOptionList.Listed(options);
    }

    private TcpOption option() {
        cursor.skipBlanks();
        int start = cursor.at();
        if (Cursor.isDigit(cursor.rawPeek(0))) {
            int kind = (int) cursor.number("a kind of option", 0, 0xFF);
            return checkedHex(start, new Numbered(kind, hex()));
        }
        String name = cursor.word("a TCP option");
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "eol" -> new EndOfList();
            case "nop" -> new Nop();
            case "mss" -> new Mss((int) cursor.number("an MSS", 0, 0xFFFF));
            case "wscale" -> new WindowScale((int) cursor.number("a window scale", 0, 0xFF));
            case "sackok" -> new SackPermitted();
            case "sack" -> sack();
            case "ts" -> timestamps();
            case "md5" -> new Md5(hex());
            case "fo" -> checkedHex(start, new FastOpen(false, hex()));
            case "foexp" -> checkedHex(start, new FastOpen(true, hex()));
            case "ecn", "accecn" -> accEcn();
            default -> unknown(start);
        };
    }

    private TcpOption sack() {
        var blocks = new ArrayList<Block>();
        while (cursor.seesNumber()) {
            long left = cursor.number("a left edge", -MAX_SEQUENCE, MAX_SEQUENCE);
            cursor.expect(":");
            blocks.add(new Block(left, cursor.number("a right edge", -MAX_SEQUENCE, MAX_SEQUENCE)));
        }
        return new Sack(blocks);
    }

    private TcpOption timestamps() {
        cursor.expect("val");
        long value = cursor.number("a timestamp", 0, MAX_SEQUENCE);
        cursor.expect("ecr");
        return new Timestamps(value, cursor.number("a timestamp", 0, MAX_SEQUENCE));
    }

    private TcpOption accEcn() {
        var counters = new ArrayList<Counter>();
        while (COUNTERS.contains(cursor.peekWord())) {
            String name = cursor.word("a counter");
            counters.add(new Counter(name, cursor.number("a counter of 24 bits", 0, 0xFF_FFFF)));
        }
        return new AccEcn(counters);
    }

    private String hex() {
        return cursor.digitsAndLetters();
    }

    /** An option whose data is no hexadecimal text is one we do not know. */
    private TcpOption checkedHex(int start, TcpOption option) {
        String data = switch (option) {
            case FastOpen open -> open.cookie();
            case Numbered numbered -> numbered.data();
            default -> "";
        };
        return data.matches("([0-9a-fA-F]{2})*") ? option : unknown(start);
    }

    private TcpOption unknown(int start) {
        while (cursor.peek() != ',' && cursor.peek() != '>') {
            if (cursor.atEnd() || cursor.peek() == '<') {
                throw cursor.expected("',' or '>' after a TCP option");
            }
            cursor.moveTo(cursor.at() + 1);
        }
        return new Unknown(cursor.between(start, cursor.lastEnd()).strip());
    }
}

package jackfield.cli.demo.picture;

import jackfield.cli.demo.picture.Event.CallEnded;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Says what a step's call did: its name, that it waits, what it answered, and what released it. */
final class CallText {
    /** A part that is not broken over lines, in its ink. */
    record Piece(Ink ink, String text) {}

    private CallText() {}

    /** {@return the whole text} */
    static String of(Step step, Call call, Words words, Glyphs glyphs) {
        return pieces(step, call, words, glyphs).stream().map(Piece::text).collect(Collectors.joining());
    }

    /** {@return the text in pieces} */
    static List<Piece> pieces(Step step, Call call, Words words, Glyphs glyphs) {
        List<Piece> pieces = new ArrayList<>();
        pieces.add(new Piece(Ink.PLAIN, name(call, step.begins)));
        if (step.waits) {
            pieces.add(new Piece(Ink.WAITS, " " + glyphs.dots + " " + words.waits(call)));
        }
        CallEnded end = step.end;
        if (end != null) {
            pieces.add(new Piece(end.failed() ? Ink.BAD : Ink.BOLD, " = " + end.result()));
            String release = release(step, end, words);
            if (!release.isEmpty()) {
                pieces.add(new Piece(Ink.CAUSE, "  " + glyphs.releasedBy + " " + release));
            }
        }
        return pieces;
    }

    private static String release(Step step, CallEnded end, Words words) {
        if (step.cause != null) {
            return words.news(step.cause, end.result());
        }
        return step.begins ? "" : words.timeout;
    }

    /**
     * The return of a call repeats its name; of its arguments only a number, which the result is to be compared with.
     */
    private static String name(Call call, boolean whole) {
        boolean isNumber = call.arguments().chars().allMatch(Character::isDigit);
        return call.name() + "(" + (whole || isNumber ? call.arguments() : "") + ")";
    }
}

package jackfield.cli.demo.picture;

import jackfield.cli.demo.picture.Event.CallBegan;
import jackfield.cli.demo.picture.Event.CallEnded;
import jackfield.cli.demo.picture.Event.CallWaits;
import jackfield.cli.demo.picture.Event.PacketArrived;
import jackfield.cli.demo.picture.Event.PacketLeft;
import jackfield.cli.demo.picture.Event.PacketLost;
import jackfield.cli.demo.picture.Event.StateEntered;
import jackfield.cli.demo.picture.Packet.Mark;
import jackfield.cli.demo.picture.Packet.News;
import java.util.ArrayList;
import java.util.List;

/** Tells a conversation by hand: events at the millisecond that was last set. */
final class Told {
    private static final Style PLAIN = new Style(140, Words.EN, Glyphs.ASCII, false);

    private final List<Event> events = new ArrayList<>();
    private long nanos;
    private long calls;
    private long packets;

    Told at(long millis) {
        nanos = millis * 1_000_000;
        return this;
    }

    Call began(Side side, String name, String arguments) {
        var call = new Call(++calls, side, "main", 3, name, arguments);
        events.add(new CallBegan(nanos, call));
        return call;
    }

    Call blocked(Side side, String name, String arguments) {
        Call call = began(side, name, arguments);
        events.add(new CallWaits(nanos, call));
        return call;
    }

    void waits(Call call) {
        events.add(new CallWaits(nanos, call));
    }

    void done(Side side, String name, String arguments, String result) {
        ended(began(side, name, arguments), result, 0);
    }

    void ended(Call call, String result, long cause) {
        events.add(new CallEnded(nanos, call, result, result.startsWith("-1"), cause));
    }

    void state(Side side, String state, long cause) {
        events.add(new StateEntered(nanos, side, 1, state, cause));
    }

    long sent(Side side, String summary, News news, int textBytes) {
        return sent(side, summary, news, textBytes, Mark.NONE);
    }

    long sent(Side side, String summary, News news, int textBytes, Mark mark) {
        var packet = new Packet(++packets, side, summary, 64240, "mss 1460,sackOK,wscale 7", news, textBytes, mark);
        events.add(new PacketLeft(nanos, packet));
        return packet.number();
    }

    void lost(Side side, long packet, String why) {
        events.add(new PacketLost(nanos, side, packet, why));
    }

    void arrived(Side side, long packet) {
        events.add(new PacketArrived(nanos, side, packet));
    }

    Conversation conversation() {
        var left = new Party("client", "10.0.0.1");
        var right = new Party("server", "10.0.0.2");
        return new Conversation("told", 1, 10_000_000, left, right, events, nanos);
    }

    /** {@return the rows of the picture, without its head and what stands below it} */
    List<String> rows() {
        return rows(PLAIN);
    }

    List<String> rows(Style style) {
        List<String> lines = new ArrayList<>();
        TextPicture.draw(conversation(), "title", "moral", style, lines::add);
        return lines.subList(4, lines.lastIndexOf("moral") - 1);
    }
}

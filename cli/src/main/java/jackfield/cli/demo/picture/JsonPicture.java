package jackfield.cli.demo.picture;

import jackfield.cli.demo.picture.Event.CallBegan;
import jackfield.cli.demo.picture.Event.CallEnded;
import jackfield.cli.demo.picture.Event.CallWaits;
import jackfield.cli.demo.picture.Event.PacketArrived;
import jackfield.cli.demo.picture.Event.PacketLeft;
import jackfield.cli.demo.picture.Event.PacketLost;
import jackfield.cli.demo.picture.Event.PacketRefused;
import jackfield.cli.demo.picture.Event.StateEntered;
import java.util.Locale;

/**
 * Writes a conversation as one JSON document.
 *
 * <pre>
 *   { scenario, seed, delayNanos, virtualNanos,
 *     hosts:   [ { name, address } ],
 *     calls:   [ { number, host, thread, fd, name, arguments, beganNanos, blockedNanos, endedNanos, result, failed,
 *            causedBy } ],
 *     states:  [ { nanos, host, endpoint, state, causedBy } ],
 *     packets: [ { number, from, text, textBytes, mark, sentNanos, arrivedNanos [], lost [], dropped } ] }
 * </pre>
 *
 * <p>Numbers of calls and packets count from 1; {@code causedBy} is a packet's, and is absent like every time and
 * text of what did not happen. Times are virtual nanoseconds.
 */
public final class JsonPicture {
    private JsonPicture() {}

    /** {@return the document} */
    public static String of(Conversation conversation) {
        var json = new JsonWriter().object();
        json.field("scenario", conversation.scenario())
                .field("seed", conversation.seed())
                .field("delayNanos", conversation.delayNanos())
                .field("virtualNanos", conversation.endNanos());
        json.array("hosts");
        for (Party party : new Party[] {conversation.left(), conversation.right()}) {
            json.object()
                    .field("name", party.name())
                    .field("address", party.address())
                    .end();
        }
        json.end().array("calls");
        for (Event event : conversation.events()) {
            if (event instanceof CallBegan began) {
                call(json, conversation, began);
            }
        }
        json.end().array("states");
        for (Event event : conversation.events()) {
            if (event instanceof StateEntered entered) {
                json.object().field("nanos", entered.nanos()).field("host", host(conversation, entered.side()));
                json.field("endpoint", entered.endpoint()).field("state", entered.state());
                cause(json, entered.cause()).end();
            }
        }
        json.end().array("packets");
        for (Event event : conversation.events()) {
            if (event instanceof PacketLeft left) {
                packet(json, conversation, left);
            }
        }
        return json.end().end().toString();
    }

    private static void call(JsonWriter json, Conversation conversation, CallBegan began) {
        Call call = began.call();
        json.object().field("number", call.number()).field("host", host(conversation, call.side()));
        json.field("thread", call.thread()).field("fd", call.fd());
        json.field("name", call.name()).field("arguments", call.arguments());
        json.field("beganNanos", began.nanos());
        for (Event event : conversation.events()) {
            if (event instanceof CallWaits waits && waits.call().number() == call.number()) {
                json.field("blockedNanos", waits.nanos());
            } else if (event instanceof CallEnded ended && ended.call().number() == call.number()) {
                json.field("endedNanos", ended.nanos()).field("result", ended.result());
                json.field("failed", ended.failed());
                cause(json, ended.cause());
            }
        }
        json.end();
    }

    private static void packet(JsonWriter json, Conversation conversation, PacketLeft left) {
        Packet packet = left.packet();
        json.object().field("number", packet.number()).field("from", host(conversation, packet.from()));
        json.field("text", packet.text()).field("textBytes", packet.textBytes());
        json.field("mark", packet.mark().name().toLowerCase(Locale.ROOT));
        json.field("sentNanos", left.nanos()).array("arrivedNanos");
        for (Event event : conversation.events()) {
            if (event instanceof PacketArrived arrived && arrived.packet() == packet.number()) {
                json.number(arrived.nanos());
            }
        }
        json.end().array("lost");
        for (Event event : conversation.events()) {
            if (event instanceof PacketLost lost && lost.packet() == packet.number()) {
                json.value(lost.why());
            }
        }
        json.end();
        for (Event event : conversation.events()) {
            if (event instanceof PacketRefused refused && refused.packet() == packet.number()) {
                json.field("dropped", refused.why());
            }
        }
        json.end();
    }

    private static JsonWriter cause(JsonWriter json, long cause) {
        return cause == 0 ? json : json.field("causedBy", cause);
    }

    private static String host(Conversation conversation, Side side) {
        return (side == Side.LEFT ? conversation.left() : conversation.right()).name();
    }
}

package jackfield.cli.demo.picture;

/**
 * One packet in packetdrill's words, sequence numbers relative.
 *
 * @param number counts the packets of a conversation from 1, in the order of sending
 * @param from who sent it
 * @param summary flags, sequence numbers and acknowledgment, as in {@code P. 1:6(5) ack 1}; a whole line if it is not
 * TCP
 * @param window the window on the wire; -1 if it is not TCP
 * @param options as in {@code mss 1460,sackOK}, empty if there are none
 * @param news what it brings the other side, as in {@code SYN+ACK}
 * @param textBytes the application's bytes in it
 * @param mark what else a reader should know
 */
public record Packet(
        long number, Side from, String summary, int window, String options, News news, int textBytes, Mark mark) {

    /** What a packet brings, besides text. */
    public enum News {
        SYN,
        SYN_ACK,
        ACK,
        /** An ACK that tells of a window worth mentioning: closed, or open again. */
        WINDOW,
        FIN,
        RST,
        DATAGRAM,
        ECHO_REQUEST,
        ECHO_REPLY,
        UNREACHABLE,
        ARP_REQUEST,
        ARP_REPLY,
        OTHER
    }

    /** Why a packet is on the wire, where that does not go without saying. */
    public enum Mark {
        NONE,
        /** The same bytes were sent before. */
        AGAIN,
        /** Asks whether a closed window has opened. */
        PROBE
    }

    /** {@return everything, in packetdrill's words} */
    public String text() {
        return summary + (window < 0 ? "" : " win " + window) + (options.isEmpty() ? "" : " <" + options + ">");
    }

    /** {@return whether the window is part of the story} */
    public boolean tellsWindow() {
        return news == News.SYN || news == News.SYN_ACK || news == News.WINDOW;
    }
}

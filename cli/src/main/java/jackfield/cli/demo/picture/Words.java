package jackfield.cli.demo.picture;

import jackfield.cli.demo.picture.Packet.News;

/** The words of a picture in one language; calls, states and packets are the same in all. */
public enum Words {
    EN(
            "blocked",
            "waiting",
            "again",
            "probe",
            "lost",
            "dropped",
            "time",
            "ms",
            "calls",
            "state",
            "wire",
            "bytes",
            "time-out",
            "%s of virtual time, %s packets (%s lost), seed %s, %s one way",
            "Times are virtual milliseconds, sent%sarrived; %s names what released a call that had to wait."),
    ZH(
            "阻塞",
            "等待",
            "重传",
            "探测",
            "丢失",
            "丢弃",
            "时间",
            "毫秒",
            "调用",
            "状态",
            "线路",
            "字节",
            "超时",
            "虚拟时间 %s，%s 个报文（丢失 %s 个），种子 %s，单程 %s",
            "时间为虚拟毫秒，发出%s到达；%s 后面是唤醒该调用的报文。");

    final String blocked;
    final String waiting;
    final String again;
    final String probe;
    final String lost;
    final String dropped;
    final String time;
    final String milliseconds;
    final String calls;
    final String state;
    final String wire;
    final String bytes;
    final String timeout;
    final String summary;
    final String legend;

    Words(
            String blocked,
            String waiting,
            String again,
            String probe,
            String lost,
            String dropped,
            String time,
            String milliseconds,
            String calls,
            String state,
            String wire,
            String bytes,
            String timeout,
            String summary,
            String legend) {
        this.blocked = blocked;
        this.waiting = waiting;
        this.again = again;
        this.probe = probe;
        this.lost = lost;
        this.dropped = dropped;
        this.time = time;
        this.milliseconds = milliseconds;
        this.calls = calls;
        this.state = state;
        this.wire = wire;
        this.bytes = bytes;
        this.timeout = timeout;
        this.summary = summary;
        this.legend = legend;
    }

    /** {@return the word for a call that does not return yet: accept waits for a peer, the others are blocked} */
    String waits(Call call) {
        return call.name().equals("accept") ? waiting : blocked;
    }

    /** {@return the short name of what a packet brought to a call with this result} */
    String news(Packet packet, String result) {
        boolean isEnd = packet.news() == News.FIN && (packet.textBytes() == 0 || result.equals("0"));
        if (packet.textBytes() > 0 && !isEnd && packet.news() != News.RST) {
            return packet.textBytes() + " " + bytes;
        }
        return switch (packet.news()) {
            case SYN -> "SYN";
            case SYN_ACK -> "SYN+ACK";
            case ACK -> "ACK";
            case WINDOW -> "ACK, win " + packet.window();
            case FIN -> "FIN";
            case RST -> "RST";
            case DATAGRAM -> packet.textBytes() + " " + bytes;
            case ECHO_REQUEST -> "echo request";
            case ECHO_REPLY -> "echo reply";
            case UNREACHABLE -> "unreachable";
            case ARP_REQUEST -> "ARP request";
            case ARP_REPLY -> "ARP reply";
            case OTHER -> packet.summary();
        };
    }

    /** {@return the word for a packet's mark, empty if it has none} */
    String mark(Packet packet) {
        return switch (packet.mark()) {
            case NONE -> "";
            case AGAIN -> again;
            case PROBE -> probe;
        };
    }
}

package jackfield.drill.run;

import jackfield.drill.call.CallCheck;
import jackfield.drill.call.SystemCalls;
import jackfield.drill.packet.PacketBuilder;
import jackfield.drill.script.Event;
import jackfield.drill.script.Packet.TcpPacket;
import jackfield.drill.script.Script;
import jackfield.drill.script.Step;
import jackfield.drill.script.TcpOption;
import jackfield.drill.script.TcpOptionList;
import jackfield.drill.script.Time;
import jackfield.drill.setting.Setup;
import jackfield.drill.setting.UnknownConstruct;
import jackfield.socket.open.Backend;

/** Looks through a whole script for what nobody here knows, so that it is skipped before its first step. */
final class Precheck {
    private Precheck() {}

    /** Throws {@link UnknownConstruct} for the first thing that is not known. */
    static void check(Script script, Setup setup) {
        for (Step step : script.steps()) {
            try {
                check(step, setup);
            } catch (UnknownConstruct unknown) {
                throw new UnknownConstruct(unknown.reason() + " (line " + step.line() + ")");
            }
        }
    }

    /** Throws {@link UnknownConstruct} for the first flag or socket option that the sockets do not have. */
    static void check(Script script, Backend backend) {
        for (Step step : script.steps()) {
            if (step.event() instanceof Event.SyscallEvent call) {
                try {
                    CallCheck.abilities(call, backend);
                } catch (UnknownConstruct unknown) {
                    throw new UnknownConstruct(unknown.reason() + " (line " + step.line() + ")");
                }
            }
        }
    }

    private static void check(Step step, Setup setup) {
        switch (step.event()) {
            case Event.PacketEvent packet -> check(step, packet, setup);
            case Event.SyscallEvent call -> {
                if (!SystemCalls.knows(call.name())) {
                    throw new UnknownConstruct("system call " + call.name());
                }
                CallCheck.names(call);
            }
            case Event.UnknownEvent unknown -> throw new UnknownConstruct(unknown.construct());
            case Event.CodeEvent _, Event.CommandEvent _ -> {}
        }
    }

    private static void check(Step step, Event.PacketEvent packet, Setup setup) {
        boolean isInbound = packet.direction() == Event.Direction.INBOUND;
        if (!packet.encapsulations().isEmpty()) {
            throw new UnknownConstruct(
                    "encapsulation " + packet.encapsulations().getFirst().protocol());
        }
        if (isInbound && step.start() instanceof Time.Any) {
            throw new UnknownConstruct("an inbound packet at any time");
        }
        PacketBuilder.obstacles(packet.packet(), setup.family().hasIpv6Packets())
                .forEach(what -> {
                    throw new UnknownConstruct(what);
                });
        if (packet.packet() instanceof TcpPacket tcp && tcp.options() instanceof TcpOptionList.Listed listed) {
            listed.options().forEach(Precheck::check);
        }
    }

    private static void check(TcpOption option) {
        switch (option) {
            case TcpOption.Unknown unknown -> throw new UnknownConstruct("TCP option " + unknown.text());
            case TcpOption.Md5 md5 -> hex("md5", md5.digest());
            case TcpOption.FastOpen open -> hex("FO", open.cookie());
            case TcpOption.Numbered numbered -> hex(String.valueOf(numbered.kind()), numbered.data());
            default -> {}
        }
    }

    private static void hex(String option, String digits) {
        if (digits.length() % 2 != 0 || !digits.matches("[0-9a-fA-F]*")) {
            throw new UnknownConstruct("TCP option " + option + " " + digits);
        }
    }
}

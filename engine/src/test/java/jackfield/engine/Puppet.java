package jackfield.engine;

import jackfield.engine.endpoint.Endpoint;
import jackfield.wire.IpAddress;
import jackfield.wire.IpPacket;
import jackfield.wire.IpPrefix;
import jackfield.wire.IpProtocol;
import jackfield.wire.Ipv4Header;
import jackfield.wire.PacketBuffer;
import jackfield.wire.TcpFlags;
import jackfield.wire.TcpHeader;
import jackfield.wire.TcpOptions;
import jackfield.wire.TcpSegment;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * An engine on a bare IP link, and all its peers played by hand: they say what they like, from any address and port.
 *
 * <p>The engine is 10.0.0.1. What it sends is heard at once; time goes on by {@link #run} alone.
 */
final class Puppet implements Outbox {
    static final IpAddress US = IpAddress.parse("10.0.0.1");

    /** A segment that the engine sent. */
    record Heard(
            long time,
            IpAddress to,
            int port,
            int seq,
            int ack,
            int flags,
            int window,
            int length,
            TcpOptions options) {
        boolean has(int bits) {
            return (flags & bits) == bits;
        }
    }

    final Engine engine;
    final List<Heard> heard = new ArrayList<>();
    long now;
    private final PacketBuffer packet = new PacketBuffer(PacketBuffer.HEADROOM + 70_000);
    private final byte[] text = new byte[70_000];

    Puppet(EngineConfig config) {
        engine = new Engine(config, new SplittableRandom(7));
        engine.addInterface(InterfaceConfig.ip("tun0", 1500));
        engine.addAddress(1, IpPrefix.parse("10.0.0.1/8"));
    }

    @Override
    public void transmit(int interfaceId, PacketBuffer sent) {
        if (IpPacket.decode(sent.bytes(), sent.start(), sent.end()) instanceof IpPacket ip
                && ip.protocol() == IpProtocol.TCP
                && TcpSegment.decodeUnverified(sent.bytes(), sent.start() + Ipv4Header.LENGTH, sent.end())
                        instanceof TcpSegment segment) {
            heard.add(new Heard(
                    now,
                    ip.destination(),
                    segment.destinationPort(),
                    segment.seq(),
                    segment.ack(),
                    segment.flags(),
                    segment.window(),
                    segment.textLength(),
                    segment.options()));
        }
        engine.pool().release(sent);
    }

    @Override
    public void ready(Endpoint endpoint) {}

    /** A segment with {@code length} bytes of text comes, each byte the low eight bits of its sequence number. */
    void say(
            IpAddress from,
            int port,
            int toPort,
            int seq,
            int ack,
            int flags,
            int window,
            TcpOptions options,
            int length) {
        for (int i = 0; i < length; i++) {
            text[i] = (byte) (seq + i);
        }
        packet.clear(PacketBuffer.HEADROOM);
        packet.append(text, 0, length);
        var segment = new TcpSegment(port, toPort, seq, ack, flags, window, 0, options, text, 0, length);
        TcpHeader.prepend(packet, segment, from, US);
        packet.completeChecksum();
        Ipv4Header.prepend(packet, from.ipv4Bits(), US.ipv4Bits(), IpProtocol.TCP, 64, 0, 0, true);
        engine.onPacket(now, 1, packet);
        engine.drain(now, this);
    }

    /** Lets {@code nanos} pass. */
    void run(long nanos) {
        long until = now + nanos;
        engine.drain(now, this);
        while (engine.nextDeadline() <= until) {
            now = Math.max(now, engine.nextDeadline());
            engine.onTime(now);
            engine.drain(now, this);
        }
        now = until;
    }

    /** {@return what was sent since the last time, which is thereby forgotten} */
    List<Heard> take() {
        List<Heard> taken = List.copyOf(heard);
        heard.clear();
        return taken;
    }

    /** One connection of a peer that behaves until the test says otherwise: it keeps the sequence numbers. */
    final class Peer {
        final IpAddress address;
        final int port;
        final int toPort;
        int sndNxt;
        int rcvNxt;

        Peer(IpAddress address, int port, int toPort, int iss) {
            this.address = address;
            this.port = port;
            this.toPort = toPort;
            sndNxt = iss;
        }

        /** Shakes hands with a listener. {@return whether it was answered} */
        boolean connect(int window, TcpOptions options) {
            say(address, port, toPort, sndNxt, 0, TcpFlags.SYN, window, options, 0);
            List<Heard> answers = take();
            if (answers.size() != 1 || !answers.getFirst().has(TcpFlags.SYN | TcpFlags.ACK)) {
                return false;
            }
            sndNxt++;
            rcvNxt = answers.getFirst().seq() + 1;
            acknowledge(rcvNxt, window);
            return true;
        }

        void acknowledge(int ack, int window) {
            say(address, port, toPort, sndNxt, ack, TcpFlags.ACK, window, TcpOptions.NONE, 0);
        }

        /** Text in order, which counts as sent. */
        void send(int length, int window) {
            say(address, port, toPort, sndNxt, rcvNxt, TcpFlags.ACK, window, TcpOptions.NONE, length);
            sndNxt += length;
        }
    }
}

package jackfield.drill.script;

import java.util.List;

/** One TCP option as written; numbers are what stands on the wire, sequence numbers relative. */
public sealed interface TcpOption {
    /** {@code eol}: kind 0. */
    record EndOfList() implements TcpOption {}

    /** {@code nop}: kind 1. */
    record Nop() implements TcpOption {}

    /** {@code mss 1460}: kind 2. */
    record Mss(int bytes) implements TcpOption {}

    /** {@code wscale 7}: kind 3. */
    record WindowScale(int shift) implements TcpOption {}

    /** {@code sackOK}: kind 4. */
    record SackPermitted() implements TcpOption {}

    /** {@code sack 1001:2001 3001:4001}: kind 5. */
    record Sack(List<Block> blocks) implements TcpOption {
        public Sack {
            blocks = List.copyOf(blocks);
        }
    }

    /** Left edge and the first byte after. */
    record Block(long left, long right) {}

    /** {@code TS val 100 ecr 0}: kind 8. */
    record Timestamps(long value, long echo) implements TcpOption {}

    /** {@code md5 HEX}: kind 19; the digest in hexadecimal digits, or a word such as {@code valid}. */
    record Md5(String digest) implements TcpOption {}

    /**
     * {@code FO HEX}, {@code FOEXP HEX}: kind 34, or 254 with the magic number F989.
     *
     * @param cookie hexadecimal digits, empty for a request
     */
    record FastOpen(boolean isExperimental, String cookie) implements TcpOption {}

    /**
     * {@code ECN e1b 1 ceb 0 e0b 1}, also written {@code AccECN}: kind 172 if the first counter is {@code e0b} or there
     * is none, 174 if it is {@code e1b}.
     *
     * @param counters in the order of the wire, none to three
     */
    record AccEcn(List<Counter> counters) implements TcpOption {
        public AccEcn {
            counters = List.copyOf(counters);
        }
    }

    /** One byte counter of {@link AccEcn}: {@code e0b}, {@code ceb} or {@code e1b}. */
    record Counter(String name, long value) {}

    /** {@code 253 HEX}: any kind by number, with what follows kind and length. */
    record Numbered(int kind, String data) implements TcpOption {}

    /** Well-formed, but of no option known here; the script that has it is skipped. */
    record Unknown(String text) implements TcpOption {}
}

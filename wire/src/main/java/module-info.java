/**
 * Bytes to meaning and back: every header of the stack, the internet checksum and the packet buffer.
 *
 * <p>Depends on nothing at run time. Decoding never throws and never reads outside the packet, whatever the bytes.
 */
module jackfield.wire {
    requires static org.jspecify;

    exports jackfield.wire;
}

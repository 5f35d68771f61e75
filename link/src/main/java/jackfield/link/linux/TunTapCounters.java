package jackfield.link.linux;

/**
 * What went through one TUN or TAP link.
 *
 * @param sent packets the kernel took
 * @param dropped packets the kernel refused (device down, out of memory) or that the link may not carry
 * @param received packets received
 * @param malformed packets from the kernel whose virtio header could not be true
 */
public record TunTapCounters(long sent, long dropped, long received, long malformed) {}

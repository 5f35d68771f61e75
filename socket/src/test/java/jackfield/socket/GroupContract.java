package jackfield.socket;

import static jackfield.socket.Family.INET;
import static jackfield.socket.Family.INET6;
import static jackfield.socket.Rig.ip;
import static jackfield.socket.Rig.refusal;
import static jackfield.socket.SocketOptions.IPV6_JOIN_GROUP;
import static jackfield.socket.SocketOptions.IPV6_LEAVE_GROUP;
import static jackfield.socket.SocketOptions.IPV6_MULTICAST_ALL;
import static jackfield.socket.SocketOptions.IPV6_MULTICAST_HOPS;
import static jackfield.socket.SocketOptions.IPV6_MULTICAST_IF;
import static jackfield.socket.SocketOptions.IPV6_MULTICAST_LOOP;
import static jackfield.socket.SocketOptions.IP_ADD_MEMBERSHIP;
import static jackfield.socket.SocketOptions.IP_ADD_SOURCE_MEMBERSHIP;
import static jackfield.socket.SocketOptions.IP_BLOCK_SOURCE;
import static jackfield.socket.SocketOptions.IP_DROP_MEMBERSHIP;
import static jackfield.socket.SocketOptions.IP_DROP_SOURCE_MEMBERSHIP;
import static jackfield.socket.SocketOptions.IP_MULTICAST_ALL;
import static jackfield.socket.SocketOptions.IP_MULTICAST_IF;
import static jackfield.socket.SocketOptions.IP_MULTICAST_LOOP;
import static jackfield.socket.SocketOptions.IP_MULTICAST_TTL;
import static jackfield.socket.SocketOptions.IP_UNBLOCK_SOURCE;
import static jackfield.socket.SocketOptions.MCAST_BLOCK_SOURCE;
import static jackfield.socket.SocketOptions.MCAST_JOIN_SOURCE_GROUP;
import static jackfield.socket.SocketOptions.MCAST_LEAVE_SOURCE_GROUP;
import static jackfield.socket.SocketOptions.MCAST_UNBLOCK_SOURCE;
import static jackfield.socket.Type.DGRAM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jackfield.engine.base.Errno;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

/** Multicast groups: joining and leaving them, hearing them, sending to them. */
interface GroupContract extends Rigged {
    /** Of groups whose packets do not leave the machine. */
    InetAddress GROUP = ip("239.255.71.1");

    InetAddress OTHER_GROUP = ip("239.255.71.2");
    InetAddress GROUP_V6 = ip("ff15::7101");

    private Socket member(Family family) throws SocketException {
        Socket socket = rig().keep(rig().server.socket(family, DGRAM));
        socket.bind(new InetSocketAddress(ip(family == INET ? "0.0.0.0" : "::"), 0));
        return socket;
    }

    /** A socket whose packets to groups go to the server. */
    private Socket sender(Family family) throws SocketException {
        Socket socket = rig().keep(rig().client.socket(family, DGRAM));
        socket.bind(new InetSocketAddress(family == INET ? clientAddress() : clientAddressV6(), 0));
        if (family == INET) {
            socket.setsockopt(IP_MULTICAST_IF, clientAddress());
        } else {
            socket.setsockopt(IPV6_MULTICAST_IF, index());
        }
        return socket;
    }

    private InetAddress clientAddress() {
        return rig().address.isLoopbackAddress() ? rig().address : ip("10.0.0.1");
    }

    private InetAddress clientAddressV6() {
        return rig().addressV6.isLoopbackAddress() ? rig().addressV6 : ip("fd00::1");
    }

    /** Of the interface that the two ends share: the loopback's is 1 everywhere. */
    private int index() {
        return rig().address.isLoopbackAddress() ? 1 : 2;
    }

    private Membership of(InetAddress group) {
        return new Membership(group, 0, rig().address);
    }

    private SourceMembership from(InetAddress source) {
        return SourceMembership.of(GROUP, source, rig().address);
    }

    private static void hears(Socket sender, Socket member, InetAddress group, int length) throws SocketException {
        sender.sendTo(
                new byte[length],
                new InetSocketAddress(group, member.getsockname().getPort()));
        assertThat(member.recv(new byte[99])).isEqualTo(length);
    }

    /** Sends to the group and then to the member itself, which hears only the latter. */
    private static void isDeaf(Socket sender, Socket member, InetAddress group, InetAddress own)
            throws SocketException {
        int port = member.getsockname().getPort();
        sender.sendTo(new byte[7], new InetSocketAddress(group, port));
        sender.sendTo(new byte[1], new InetSocketAddress(own, port));
        assertThat(member.recv(new byte[99]))
                .as("bytes of the datagram that was not to the group")
                .isOne();
    }

    @Test
    default void aGroupIsHeardFromJoiningToLeaving() throws Exception {
        Socket member = member(INET);
        Socket sender = sender(INET);
        isDeaf(sender, member, GROUP, rig().address);

        member.setsockopt(IP_ADD_MEMBERSHIP, of(GROUP));
        hears(sender, member, GROUP, 5);
        isDeaf(sender, member, OTHER_GROUP, rig().address);
        member.setsockopt(IP_DROP_MEMBERSHIP, of(GROUP));

        isDeaf(sender, member, GROUP, rig().address);
    }

    /** Linux's loopback has no route to IPv6 groups; MulticastInteropTest has the kernel's side. */
    private void needsIpv6Groups() {
        assumeTrue(isOurs(), "the kernel's loopback carries no IPv6 groups");
    }

    @Test
    default void anIpv6GroupIsHeardFromJoiningToLeaving() throws Exception {
        needsIpv6Groups();
        Socket member = member(INET6);
        Socket sender = sender(INET6);
        isDeaf(sender, member, GROUP_V6, rig().addressV6);

        member.setsockopt(IPV6_JOIN_GROUP, Membership.of(GROUP_V6, index()));
        hears(sender, member, GROUP_V6, 5);
        member.setsockopt(IPV6_LEAVE_GROUP, Membership.of(GROUP_V6, index()));

        isDeaf(sender, member, GROUP_V6, rig().addressV6);
    }

    @Test
    default void closingLeaves() throws Exception {
        Socket member = member(INET);
        Socket other = member(INET);
        other.setsockopt(IP_ADD_MEMBERSHIP, of(GROUP));
        hears(sender(INET), member, GROUP, 4);

        other.close();

        isDeaf(sender(INET), member, GROUP, rig().address);
    }

    @Test
    default void whatOneSocketJoinsOthersHearUnlessTheyDoNotWantAll() throws Exception {
        Socket joined = member(INET);
        Socket other = member(INET);
        Socket sender = sender(INET);
        joined.setsockopt(IP_ADD_MEMBERSHIP, of(GROUP));
        assertThat(other.getsockopt(IP_MULTICAST_ALL)).isTrue();
        hears(sender, other, GROUP, 6);

        other.setsockopt(IP_MULTICAST_ALL, false);

        isDeaf(sender, other, GROUP, rig().address);
    }

    @Test
    default void onlyTheSourcesThatWereJoinedAreHeard() throws Exception {
        Socket member = member(INET);
        Socket sender = sender(INET);
        InetAddress nobody = ip("10.9.9.9");

        member.setsockopt(IP_ADD_SOURCE_MEMBERSHIP, from(nobody));
        isDeaf(sender, member, GROUP, rig().address);
        member.setsockopt(IP_ADD_SOURCE_MEMBERSHIP, from(clientAddress()));
        hears(sender, member, GROUP, 3);
        member.setsockopt(IP_DROP_SOURCE_MEMBERSHIP, from(clientAddress()));
        isDeaf(sender, member, GROUP, rig().address);
        member.setsockopt(IP_DROP_SOURCE_MEMBERSHIP, from(nobody));

        assertThat(refusal(() -> member.setsockopt(IP_DROP_MEMBERSHIP, of(GROUP))))
                .as("the last source took the group with it")
                .isEqualTo(Errno.EADDRNOTAVAIL);
    }

    @Test
    default void aBlockedSourceIsNotHeardUntilItIsUnblocked() throws Exception {
        Socket member = member(INET);
        Socket sender = sender(INET);
        member.setsockopt(IP_ADD_MEMBERSHIP, of(GROUP));

        member.setsockopt(IP_BLOCK_SOURCE, from(clientAddress()));
        isDeaf(sender, member, GROUP, rig().address);
        member.setsockopt(IP_UNBLOCK_SOURCE, from(clientAddress()));

        hears(sender, member, GROUP, 8);
    }

    @Test
    default void sourcesOfIpv6GroupsAreChosenToo() throws Exception {
        needsIpv6Groups();
        Socket member = member(INET6);
        Socket sender = sender(INET6);
        var wanted = SourceMembership.of(GROUP_V6, clientAddressV6(), index());

        member.setsockopt(MCAST_JOIN_SOURCE_GROUP, SourceMembership.of(GROUP_V6, ip("fd09::9"), index()));
        isDeaf(sender, member, GROUP_V6, rig().addressV6);
        member.setsockopt(MCAST_JOIN_SOURCE_GROUP, wanted);
        hears(sender, member, GROUP_V6, 3);
        member.setsockopt(MCAST_LEAVE_SOURCE_GROUP, wanted);
        isDeaf(sender, member, GROUP_V6, rig().addressV6);
        member.setsockopt(IPV6_LEAVE_GROUP, Membership.of(GROUP_V6, index()));
        member.setsockopt(IPV6_JOIN_GROUP, Membership.of(GROUP_V6, index()));
        member.setsockopt(MCAST_BLOCK_SOURCE, wanted);
        isDeaf(sender, member, GROUP_V6, rig().addressV6);
        member.setsockopt(MCAST_UNBLOCK_SOURCE, wanted);

        hears(sender, member, GROUP_V6, 2);
    }

    @Test
    default void membershipsAreRefusedAsLinuxDoes() throws Exception {
        Socket member = member(INET);
        assertThat(refusal(() -> member.setsockopt(IP_ADD_MEMBERSHIP, of(rig().address))))
                .isEqualTo(Errno.EINVAL);
        assertThat(refusal(() -> member.setsockopt(IP_ADD_MEMBERSHIP, Membership.of(GROUP, 99_999))))
                .isEqualTo(Errno.ENODEV);
        assertThat(refusal(() -> member.setsockopt(IP_ADD_MEMBERSHIP, new Membership(GROUP, 0, ip("10.9.9.9")))))
                .isEqualTo(Errno.ENODEV);
        assertThat(refusal(() -> member.setsockopt(IP_DROP_MEMBERSHIP, of(GROUP))))
                .isEqualTo(Errno.EADDRNOTAVAIL);
        assertThat(refusal(() -> member.setsockopt(IP_BLOCK_SOURCE, from(clientAddress()))))
                .isEqualTo(Errno.EINVAL);
        assertThat(refusal(() -> member.setsockopt(IP_DROP_SOURCE_MEMBERSHIP, from(clientAddress()))))
                .isEqualTo(Errno.EINVAL);
        assertThat(refusal(() -> member.setsockopt(IPV6_JOIN_GROUP, Membership.of(GROUP_V6, index()))))
                .isEqualTo(Errno.ENOPROTOOPT);

        member.setsockopt(IP_ADD_MEMBERSHIP, of(GROUP));
        assertThat(refusal(() -> member.setsockopt(IP_ADD_MEMBERSHIP, of(GROUP))))
                .isEqualTo(Errno.EADDRINUSE);
        member.setsockopt(IP_BLOCK_SOURCE, from(clientAddress()));
        assertThat(refusal(() -> member.setsockopt(IP_BLOCK_SOURCE, from(clientAddress()))))
                .isEqualTo(Errno.EADDRNOTAVAIL);
        assertThat(refusal(() -> member.setsockopt(IP_ADD_SOURCE_MEMBERSHIP, from(clientAddress()))))
                .isEqualTo(Errno.EINVAL);
        assertThat(refusal(() -> member.setsockopt(IP_UNBLOCK_SOURCE, from(ip("10.9.9.9")))))
                .isEqualTo(Errno.EADDRNOTAVAIL);
    }

    @Test
    default void aSocketIsInTwentyGroupsAtMost() throws Exception {
        Socket member = member(INET);
        for (int i = 1; i <= 20; i++) {
            member.setsockopt(IP_ADD_MEMBERSHIP, of(ip("239.255.72." + i)));
        }

        assertThat(refusal(() -> member.setsockopt(IP_ADD_MEMBERSHIP, of(GROUP))))
                .isEqualTo(Errno.ENOBUFS);
    }

    @Test
    default void ipv6MembershipsAreRefusedAsLinuxDoes() throws Exception {
        Socket member = member(INET6);
        assertThat(refusal(() -> member.setsockopt(IPV6_JOIN_GROUP, Membership.of(rig().addressV6, index()))))
                .isEqualTo(Errno.EINVAL);
        assertThat(refusal(() -> member.setsockopt(IPV6_JOIN_GROUP, Membership.of(GROUP_V6, 99_999))))
                .isEqualTo(Errno.ENODEV);
        assertThat(refusal(() -> member.setsockopt(IPV6_LEAVE_GROUP, Membership.of(GROUP_V6, index()))))
                .isEqualTo(Errno.EADDRNOTAVAIL);

        member.setsockopt(IPV6_JOIN_GROUP, Membership.of(GROUP_V6, index()));

        assertThat(refusal(() -> member.setsockopt(IPV6_JOIN_GROUP, Membership.of(GROUP_V6, index()))))
                .isEqualTo(Errno.EADDRINUSE);
    }

    @Test
    default void anIpv6SocketJoinsIpv4GroupsToo() throws Exception {
        Socket member = member(INET6);

        member.setsockopt(IP_ADD_MEMBERSHIP, of(GROUP));

        hears(sender(INET), member, GROUP, 9);
    }

    @Test
    default void optionsOfGroupsBeginAsLinuxHasThem() throws Exception {
        Socket socket = member(INET6);

        assertThat(socket.getsockopt(IP_MULTICAST_IF)).isEqualTo(ip("0.0.0.0"));
        assertThat(socket.getsockopt(IPV6_MULTICAST_IF)).isZero();
        assertThat(socket.getsockopt(IP_MULTICAST_LOOP)).isTrue();
        assertThat(socket.getsockopt(IPV6_MULTICAST_LOOP)).isTrue();
        assertThat(socket.getsockopt(IP_MULTICAST_ALL)).isFalse();
        assertThat(member(INET).getsockopt(IP_MULTICAST_ALL)).isTrue();
        assertThat(socket.getsockopt(IPV6_MULTICAST_ALL)).isTrue();
        assertThat(socket.getsockopt(IP_MULTICAST_TTL)).isOne();
        assertThat(socket.getsockopt(IPV6_MULTICAST_HOPS)).isOne();
    }

    @Test
    default void optionsOfGroupsKeepWhatIsSet() throws Exception {
        Socket socket = member(INET6);

        socket.setsockopt(IP_MULTICAST_IF, rig().address);
        assertThat(socket.getsockopt(IP_MULTICAST_IF)).isEqualTo(rig().address);
        socket.setsockopt(IPV6_MULTICAST_IF, index());
        assertThat(socket.getsockopt(IPV6_MULTICAST_IF)).isEqualTo(index());
        socket.setsockopt(IP_MULTICAST_LOOP, false);
        assertThat(socket.getsockopt(IP_MULTICAST_LOOP)).isFalse();
        socket.setsockopt(IPV6_MULTICAST_LOOP, false);
        assertThat(socket.getsockopt(IPV6_MULTICAST_LOOP)).isFalse();
        assertThat(refusal(() -> socket.setsockopt(IP_MULTICAST_IF, ip("10.9.9.9"))))
                .isEqualTo(Errno.EADDRNOTAVAIL);
        assertThat(refusal(() -> socket.setsockopt(IPV6_MULTICAST_IF, 99_999))).isEqualTo(Errno.ENODEV);
    }
}

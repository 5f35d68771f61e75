package jackfield.drill.script;

import java.util.List;

/** Scripts that use the whole language, to be read, printed and damaged. */
final class Samples {
    static final String CONNECTION = """
            // A connection that sends.
            --tolerance_usecs=10000
            --ip_version=ipv4 --mtu=1500
            # another comment
            `./defaults.sh
             sysctl -q net.ipv4.tcp_ecn=1`

            /* long
               comment */
            0   socket(..., SOCK_STREAM, IPPROTO_TCP) = 3
            +0  setsockopt(3, SOL_SOCKET, SO_REUSEADDR, [1], 4) = 0
            +0  bind(3, {sa_family = AF_INET, sin_port = htons(8080), sin_addr = inet_addr("192.0.2.1")}, ...) = 0
            +0  listen(3, 1) = 0
            0.100 < S 0:0(0) win 32792 <mss 1000,sackOK,TS val 100 ecr 0,nop,wscale 7>
            0.100~0.2 > S. 0:0(0) ack 1 win 64240 <...>
            +.1~+.25 < . 1:1(0) ack 1 win 257
            +0...0.2 accept(3, ..., ...) = 4
            +0  fcntl(4, F_SETFL, O_RDWR|O_NONBLOCK) = 0
            +0  read(4, ..., 1000) = -1 EAGAIN (Resource temporarily unavailable)
            +0  write(4, "abc\\n\\x00\\101"..., 1000) = 1000
            *   > [ect0] P. 1:1001(1000) ack 1 <nop,nop,TS val 4294967295 ecr 700>
            +.01 < [ECT(1)] EWA. 1:1(0) ack 1 win 257 urg 3 <sack 1001:2001 3001:4001,nop,nop>
            +0  > (tos 0x10, ttl 64) P5. 1001:2001(1000) ack 1
               win 257
            +0  %{
            assert tcpi_cwnd == 10, tcpi_cwnd
            }%
            +.2 `echo \\`date\\``
            """;

    static final String PACKETS = """
            --define=COOKIE=0123456789abcdef
            +0 < SEWA 0:0(0) win 65535 <mss 1460,ECN e1b 1 ceb 0 e0b 1,nop,FO COOKIE,eol>
            +0 > [noecn] SW. 0:0(0) ack 1 <ECN>
            +0 < [ce] . 1:1(0) ack 1 win * <>
            +0 < (flowlabel 0x12345) 8080 > 1234 F. 1:1(0) ack 1 win 5
               <FOEXP,253 f9890102,md5 00112233445566778899aabbccddeeff>
            +0 < - 1:1(0)
            +0 > R 4294967295:4294967295(0)
            +0 > . -1:0(1)
            +0 < udp (1000)
            +0 > 53 > 1024 udp (0)
            +0 < icmp unreachable frag_needed mtu 1200 [1:1461(1460)]
            +0 < icmpv6 packet_too_big mtu 1280 [udp (100)]
            +0 < icmp echo_request id 7 seq 2
            +0 > icmp echo_reply
            0.5 < icmp 3 4
            1.5 > raw (60)
            +0 > ipv4 192.168.0.1 > 10.0.0.2: gre: [ect01] [ttl 7] R. 1:1(0) ack 1
            +0 < ipv6 2001:db8::1 > 2001:db8::2: mpls (label 16, tc 0, [S], ttl 64): S 0:0(0) win 1 <mp_capable a b,nop>
            ~+.5 < inject S 0:0(0) win 1
            ~2 inject S 0:0(0) win 1
            +0 < sctp: INIT[flgs=0, tag=1,
                 a_rwnd=1500]
            3 > . 1:1(0) ack 1 sprinkled with 1 sugar
            +0 > . 1:1(0) ack 1 win 3 <sack>
            """;

    static final String CALLS = """
            0 socket(..., SOCK_DGRAM | SOCK_NONBLOCK, 0) = 3
            +0 poll([{fd=4, events=POLLIN|POLLOUT, revents=POLLOUT}], 1, 0) = 1
            +0 sendmsg(4, {msg_name(...)=..., msg_iov(2)=[{..., 1000}, {"abc", 3}], msg_flags=0,
                  msg_control=[{cmsg_level=SOL_SOCKET, cmsg_type=SCM_TIMESTAMPING,
                                cmsg_data={scm_sec=0,scm_nsec=150000000}},
                               {cmsg_level=CMSG_LEVEL_IP, cmsg_type=IP_RECVERR,
                                cmsg_data={ee_errno=ENOMSG, ee_origin=0x4, ee_data=2147483648}}]}, MSG_ZEROCOPY) = 4000
            +0 setsockopt(4, SOL_SOCKET, SO_LINGER, {onoff=1, linger=0}, 8) = 0
            +0 epoll_ctl(5, EPOLL_CTL_ADD, 4, {events=EPOLLIN|EPOLLET, fd=4}) = 0
            +0 epoll_wait(5, {events=EPOLLIN, ptr=NULL}, 1, -1) = 1
            +0 bind(3, {sa_family=AF_INET6, sin6_port=htons(8080), inet_pton(AF_INET6, "::1", &sin6_addr),}, 28) = 0
            +0 ioctl(4, SIOCINQ, [1000]) = 0
            +0 getsockopt(4, 6, 11, {...}, [~(1 + 2) * -sizeof(int) << 3]) = ?
            +0 fcntl(4, F_GETFL) = 0x802 (flags O_RDWR|O_NONBLOCK)
            *  close(4) = -1 EINTR
            0.5~0.6 nanosleep(.25) = ...
            +0...+1.5 read(4, NULL, 0xffffffffffffffff) = 0
            """;

    static final List<String> ALL = List.of(CONNECTION, PACKETS, CALLS);

    private Samples() {}
}

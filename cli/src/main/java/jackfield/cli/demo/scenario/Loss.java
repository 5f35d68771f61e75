package jackfield.cli.demo.scenario;

import jackfield.cli.demo.scenario.Scenario.Bilingual;
import jackfield.sim.Fate;
import jackfield.sim.LinkPacket;
import jackfield.sim.PacketRule;

/** The programs of {@link Echo}, unchanged, over a line that loses two packets. */
final class Loss {
    static final Scenario SCENARIO = new Scenario(
            "loss",
            new Bilingual("the same, but the first SYN and the first data are lost", "同样的回显，但第一个 SYN 和第一个数据报文丢失"),
            new Bilingual(
                    "No call fails and no byte is missing: what is not acknowledged in time is sent again. The calls"
                            + " are those of echo; they are only blocked for longer.",
                    "没有调用失败，也没有字节丢失：未及时确认的报文会被重传。调用与 echo 完全相同，只是阻塞得更久。"),
            false,
            cast -> {
                cast.link().rule("first SYN", PacketRule.first(1, LinkPacket::isSyn, Fate.DROP));
                cast.link().rule("first data", PacketRule.first(1, LinkPacket::hasText, Fate.DROP));
                cast.server(layer -> Echo.server(layer, cast));
                cast.client(Echo::client);
            });

    private Loss() {}
}

package jackfield.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TcpOptionsTest {
    private static final HexFormat HEX = HexFormat.of();

    @Test
    void aSynStandsInTheOrderOfLinux() {
        TcpOptions options = TcpOptions.syn(1460, 7, true, true, 1, 0);

        assertThat(encoded(options)).isEqualTo("020405b40402080a000000010000000001030307");
        assertThat(wireText(options)).isEqualTo("mss 1460,sackOK,TS val 1 ecr 0,nop,wscale 7");
        assertThat(options).hasToString("mss 1460,sackOK,TS val 1 ecr 0,wscale 7");
    }

    @Test
    void aSynWithoutTimestampsStandsInTheOrderOfLinux() {
        TcpOptions options = TcpOptions.syn(1460, 7, true, false, 0, 0);

        assertThat(encoded(options)).isEqualTo("020405b40101040201030307");
        assertThat(wireText(options)).isEqualTo("mss 1460,nop,nop,sackOK,nop,wscale 7");
    }

    @Test
    void aSynWithMssOnlyHasNoPadding() {
        assertThat(encoded(TcpOptions.syn(536, TcpOptions.ABSENT, false, false, 0, 0)))
                .isEqualTo("02040218");
    }

    @Test
    void aSynWithTimestampsButWithoutSackIsAligned() {
        assertThat(encoded(TcpOptions.syn(1460, TcpOptions.ABSENT, false, true, -1, 2)))
                .isEqualTo("020405b40101080affffffff00000002");
    }

    @Test
    void laterSegmentsCarryAlignedTimestamps() {
        TcpOptions options = TcpOptions.established(true, 0x01020304, -2, TcpOptions.NO_SACK);

        assertThat(encoded(options)).isEqualTo("0101080a01020304fffffffe");
        assertThat(wireText(options)).isEqualTo("nop,nop,TS val 16909060 ecr 4294967294");
    }

    @Test
    void sackBlocksFollowTheTimestamps() {
        int[] sack = {0xFFFF_FF00, 16, 32, 48, 64, 80};
        TcpOptions options = TcpOptions.established(true, 1, 2, sack);

        assertThat(encoded(options))
                .isEqualTo("0101080a00000001000000020101051affffff00000000100000002000000030" + "0000004000000050");
        assertThat(options.length()).isEqualTo(TcpOptions.MAX_LENGTH);
        assertThat(wireText(options)).isEqualTo("nop,nop,TS val 1 ecr 2,nop,nop,sack 4294967040:16 32:48 64:80");
    }

    @Test
    void sackBlocksStandAloneToo() {
        assertThat(encoded(TcpOptions.established(false, 0, 0, new int[] {1, 2})))
                .isEqualTo("0101050a0000000100000002");
        assertThat(TcpOptions.established(false, 0, 0, TcpOptions.NO_SACK)).isSameAs(TcpOptions.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "'',2202_0101",
        "aabbccdd,2206_aabbccdd_0101",
        "aabbccddeeff,2208_aabbccddeeff",
        "00112233445566778899aabbccddeeff,2212_00112233445566778899aabbccddeeff_0101",
    })
    void aFastOpenCookieIsPaddedBehind(String cookie, String expected) {
        var options = TcpOptions.syn(1460, 7, true, true, 1, 0).withFastOpen(HEX.parseHex(cookie), false);

        String head = "020405b40402080a000000010000000001030307";
        assertThat(encoded(options)).isEqualTo(head + expected.replace("_", ""));
        assertThat(decode(encoded(options)).hasFastOpen()).isTrue();
        assertThat(decode(encoded(options)).fastOpen()).isEqualTo(HEX.parseHex(cookie));
    }

    @Test
    void theExperimentalFastOpenOptionIsReadAndWrittenToo() {
        var options = TcpOptions.NONE.withFastOpen(HEX.parseHex("aabbccdd"), true);

        assertThat(encoded(options)).isEqualTo("fe08f989aabbccdd");
        assertThat(decode("fe08f989aabbccdd").fastOpenIsExperimental()).isTrue();
        assertThat(decode("fe08f989aabbccdd").toString()).isEqualTo("FOEXP aabbccdd");
        assertThat(decode("fe04f989").toString()).isEqualTo("FOEXP");
        assertThat(decode("fe04f988").hasFastOpen()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "ae0b000001000000000001_01,ECN e1b 1 ceb 0 e0b 1",
        "ac0b000001000000000002_01,ECN e0b 1 ceb 0 e1b 2",
        "ae080000010000ff,ECN e1b 1 ceb 255",
        "ac05fffffe_010101,ECN e0b 16777214",
        "ac02_0101,ECN",
    })
    void theCountersOfAccurateEcnAreReadAndWritten(String bytes, String text) {
        TcpOptions read = decode(bytes.replace("_", ""));

        assertThat(read.toString()).isEqualTo(text);
        assertThat(encoded(read)).isEqualTo(bytes.replace("_", ""));
    }

    @Test
    void countersOfAnImpossibleLengthAreKeptAsTheyAre() {
        assertThat(decode("ac040000").accEcn().isGiven()).isFalse();
        assertThat(decode("ac040000").toString()).isEqualTo("0xac040000");
    }

    @Test
    void anAbsentFastOpenCookieIsNotAnEmptyOne() {
        assertThat(TcpOptions.NONE.hasFastOpen()).isFalse();
        assertThat(decode("01010101").hasFastOpen()).isFalse();
        assertThat(decode("22020101").hasFastOpen()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "0101_0101,false,''",
        "00_ffffff,false,''",
        "01_01_00_02,false,''",
        "020405b4_02,true,mss 1460",
        "020405b4_0801,true,mss 1460",
        "020405b4_0800,true,mss 1460",
        "020405b4_080a0000,true,mss 1460",
        "0203ff_01,false,0x0203ff",
        "030207_01,true,0x0302",
        "0404_0000,false,0x04040000",
        "050a00000001,true,''",
        "0506_00000001_0101,false,0x050600000001",
        "0502_0101,false,0x0502",
        "fd05aabbcc_010101,false,0xfd05aabbcc",
        "2203aa_01,false,0x2203aa",
        "2205aabbcc_010101,false,0x2205aabbcc",
    })
    void keepsWhatCameBeforeDamage(String given, boolean damaged, String text) {
        TcpOptions options = decode(given.replace("_", ""));

        assertThat(options.damaged()).isEqualTo(damaged);
        assertThat(options).hasToString(text);
    }

    @Test
    void theLastOfTwoOptionsCounts() {
        assertThat(decode("020405b402040218").mss()).isEqualTo(536);
    }

    @Test
    void whatIsEncodedIsDecoded() {
        Property.holds(2000, random -> {
            boolean syn = random.nextBoolean();
            int[] sack = new int[syn ? 0 : 2 * random.nextInt(4)];
            Arrays.setAll(sack, i -> random.nextInt());
            TcpOptions options = syn
                    ? TcpOptions.syn(
                            random.nextInt(-1, 0x10000),
                            random.nextInt(-1, 256),
                            random.nextBoolean(),
                            random.nextBoolean(),
                            0,
                            0)
                    : TcpOptions.established(random.nextBoolean(), random.nextInt(), random.nextInt(), sack);

            String bytes = encoded(options);

            TcpOptions decoded = decode(bytes);
            assertThat(decoded)
                    .usingRecursiveComparison()
                    .ignoringFields("tsVal", "tsEcr")
                    .isEqualTo(options);
            assertThat(decoded.tsVal()).isEqualTo(options.hasTimestamps() ? options.tsVal() : 0);
            assertThat(decoded.tsEcr()).isEqualTo(options.hasTimestamps() ? options.tsEcr() : 0);
            assertThat(bytes.length() % 8).as("whole words").isZero();
            assertThat(encoded(decoded)).isEqualTo(bytes);
        });
    }

    @Test
    void unknownOptionsComeBackAsTheyWere() {
        TcpOptions options = decode("1312000102030405060708090a0b0c0d0e0f0101");
        assertThat(options.opaque()).hasSize(18);

        TcpOptions again = decode(encoded(options));

        assertThat(again.opaque()).isEqualTo(options.opaque());
        assertThat(TcpOptionsText.of(HEX.parseHex("1303aa"), 0, 3, 0)).isEqualTo("md5 aa");
    }

    private static String encoded(TcpOptions options) {
        int length = options.length();
        byte[] bytes = new byte[length + 4];
        Bytes.put32(bytes, length, 0x5A5A5A5A);
        options.encode(bytes, 0);
        assertThat(Bytes.i32(bytes, length)).as("behind the options").isEqualTo(0x5A5A5A5A);
        return HEX.formatHex(bytes, 0, length);
    }

    private static TcpOptions decode(String hex) {
        byte[] bytes = HEX.parseHex(hex);
        return TcpOptions.decode(bytes, 0, bytes.length);
    }

    private static String wireText(TcpOptions options) {
        byte[] bytes = HEX.parseHex(encoded(options));
        return TcpOptionsText.of(bytes, 0, bytes.length, 0);
    }
}

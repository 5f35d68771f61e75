package jackfield.drill.report;

import jackfield.drill.run.Captured;
import jackfield.drill.run.ScriptResult;
import jackfield.link.capture.Direction;
import jackfield.link.capture.PcapngWriter;
import jackfield.wire.PacketBuffer;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Writes the packets of scripts as pcapng: one file with an interface for each script, or a directory with a file for
 * each.
 */
public final class CaptureReport {
    private CaptureReport() {}

    /** Writes into {@code target}: one file for each script if it is a directory. */
    public static void write(List<ScriptResult> results, Path target) throws IOException {
        if (!Files.isDirectory(target)) {
            writeFile(results, target);
            return;
        }
        for (ScriptResult result : results) {
            String name =
                    result.file().replaceFirst("^[./]+", "").replace('/', '_').replaceFirst("\\.pkt$", "");
            String family = result.family().name().toLowerCase(Locale.ROOT);
            writeFile(List.of(result), target.resolve(name + "." + family + ".pcapng"));
        }
    }

    private static void writeFile(List<ScriptResult> results, Path file) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file));
                var writer = new PcapngWriter(out)) {
            for (ScriptResult result : results) {
                int interfaceId = writer.addInterface(
                        result.file() + " " + result.family().word(), false);
                for (Captured packet : result.packets()) {
                    Direction direction = packet.isInbound() ? Direction.INBOUND : Direction.OUTBOUND;
                    writer.write(interfaceId, packet.nanos(), direction, PacketBuffer.copyOf(packet.bytes()));
                }
            }
        }
    }
}

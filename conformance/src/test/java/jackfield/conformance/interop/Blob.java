package jackfield.conformance.interop;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SplittableRandom;

/** A file of random bytes whose SHA-256 is known. */
record Blob(Path file, long length, String sha256) {
    private static final int PIECE = 1 << 20;

    static Blob make(Path file, long length, long seed) {
        var random = new SplittableRandom(seed);
        var piece = new byte[PIECE];
        MessageDigest digest = newDigest();
        try (OutputStream out = new DigestOutputStream(Files.newOutputStream(file), digest)) {
            for (long left = length; left > 0; left -= PIECE) {
                random.nextBytes(piece);
                out.write(piece, 0, (int) Math.min(PIECE, left));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Blob(file, length, HexFormat.of().formatHex(digest.digest()));
    }

    /** {@return the SHA-256 of a file} */
    static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                var sum = new Sum()) {
            in.transferTo(sum);
            return sum.hex();
        }
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }

    /** Takes bytes and keeps their SHA-256 only. */
    static final class Sum extends DigestOutputStream {
        Sum() {
            super(OutputStream.nullOutputStream(), newDigest());
        }

        /** {@return the sum of all bytes so far, which are then forgotten} */
        String hex() {
            return HexFormat.of().formatHex(getMessageDigest().digest());
        }
    }
}

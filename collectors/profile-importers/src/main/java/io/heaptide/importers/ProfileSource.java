package io.heaptide.importers;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one profile, uncompressed: a file's or a stream's. Read once; closing it ends what it opened. Not for
 * several threads.
 */
public final class ProfileSource implements Closeable {

    private static final int BUFFER_BYTES = 64 << 10;
    private static final int GZIP_MAGIC = 0x1f8b;

    private final BoundedStream bounded;
    private final InputStream stream;
    private final @Nullable Path original;
    private @Nullable Path spooled;

    private ProfileSource(BoundedStream bounded, @Nullable Path original) {
        this.bounded = bounded;
        this.stream = new BufferedInputStream(bounded, BUFFER_BYTES);
        this.original = original;
    }

    /** A file, compressed with gzip or not. */
    public static ProfileSource of(Path file, ImportPolicy policy) throws IOException {
        InputStream raw = Files.newInputStream(file);
        try {
            InputStream buffered = new BufferedInputStream(raw, BUFFER_BYTES);
            boolean packed = isGzip(buffered);
            return new ProfileSource(bounded(buffered, packed, policy), packed ? null : file);
        } catch (IOException | RuntimeException failed) {
            raw.close();
            throw failed;
        }
    }

    /** Whatever a stream holds, compressed with gzip or not. */
    public static ProfileSource of(InputStream stream, ImportPolicy policy) throws IOException {
        InputStream buffered = new BufferedInputStream(stream, BUFFER_BYTES);
        return new ProfileSource(bounded(buffered, isGzip(buffered), policy), null);
    }

    /** Its first bytes, without reading them. */
    public ProfileHead head() throws IOException {
        stream.mark(ProfileHead.BYTES);
        byte[] bytes = stream.readNBytes(ProfileHead.BYTES);
        stream.reset();
        return new ProfileHead(bytes);
    }

    /** The bytes from the first on. Ends where the file does, also where its compression breaks off. */
    public InputStream stream() {
        return stream;
    }

    /** Whether the stream, read to its end, broke off inside its compression. */
    public boolean isBrokenOff() {
        return bounded.isBrokenOff();
    }

    /** For readers that must jump: the file itself, or else a temporary copy of the stream. */
    public Path file() throws IOException {
        if (original != null) {
            return original;
        }
        Path copy = spooled;
        if (copy == null) {
            copy = Files.createTempFile("heaptide-", ".profile");
            spooled = copy;
            Files.copy(stream, copy, StandardCopyOption.REPLACE_EXISTING);
        }
        return copy;
    }

    @Override
    public void close() throws IOException {
        stream.close();
        if (spooled != null) {
            Files.deleteIfExists(spooled);
        }
    }

    private static boolean isGzip(InputStream stream) throws IOException {
        stream.mark(2);
        int magic = stream.read() << 8 | stream.read();
        stream.reset();
        return magic == GZIP_MAGIC;
    }

    private static BoundedStream bounded(InputStream stream, boolean packed, ImportPolicy policy) throws IOException {
        return new BoundedStream(packed ? unpacked(stream) : stream, policy.maxBytes());
    }

    private static InputStream unpacked(InputStream packed) throws IOException {
        try {
            return new GZIPInputStream(packed, BUFFER_BYTES);
        } catch (EOFException | ZipException damaged) {
            throw new BadProfile("byte 0: gzip data without a whole header", damaged);
        }
    }
}

package io.heaptide.local;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.function.LongConsumer;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/** The downloaded npm archive: checked as a whole, then only the library is taken out of it. */
record LibraryArchive(Path file) {
    private static final String LIBRARY = "libchdb.so";
    private static final int BUFFER_BYTES = 1 << 20;

    /** Refuses the archive unless its checksum is the expected one. */
    void check(String expectedIntegrity) {
        String actual = integrity();
        if (!actual.equals(expectedIntegrity)) {
            throw new LocalEngineException("The downloaded ClickHouse archive is not the expected one: its checksum is "
                    + actual + ", not " + expectedIntegrity + ". Nothing was installed; try again, and if this"
                    + " stays, the registry serves something else.");
        }
    }

    private String integrity() {
        MessageDigest sha512 = sha512();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), sha512)) {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException unreadable) {
            throw new UncheckedIOException("Cannot read " + file, unreadable);
        }
        return "sha512-" + Base64.getEncoder().encodeToString(sha512.digest());
    }

    private static MessageDigest sha512() {
        try {
            return MessageDigest.getInstance("SHA-512");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-512", impossible);
        }
    }

    /** Writes the library into the directory; the listener hears how much of the archive has been read. */
    void unpackTo(Path directory, LongConsumer readBytes) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
                GzipCompressorInputStream gzip = new GzipCompressorInputStream(in);
                TarArchiveInputStream tar = new TarArchiveInputStream(gzip)) {
            findLibrary(tar);
            Files.createDirectories(directory);
            copy(tar, directory.resolve(LIBRARY), () -> readBytes.accept(gzip.getCompressedCount()));
        } catch (IOException damaged) {
            throw new UncheckedIOException("Cannot unpack " + file, damaged);
        }
    }

    static Path libraryIn(Path directory) {
        return directory.resolve(LIBRARY);
    }

    private void findLibrary(TarArchiveInputStream tar) throws IOException {
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            if (entry.isFile() && entry.getName().equals("package/" + LIBRARY)) {
                return;
            }
        }
        throw new LocalEngineException(file.getFileName() + " holds no " + LIBRARY);
    }

    private static void copy(InputStream from, Path to, Runnable afterEachBuffer) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        try (var out = Files.newOutputStream(to)) {
            for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
                out.write(buffer, 0, count);
                afterEachBuffer.run();
            }
        }
    }
}

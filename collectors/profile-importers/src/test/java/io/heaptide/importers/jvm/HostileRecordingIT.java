package io.heaptide.importers.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.heaptide.importers.BadProfile;
import io.heaptide.importers.HeapProfile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small real recording that is cut, damaged, or claims more than there is. */
class HostileRecordingIT {

    /** Of the bytes that are cut at, so many are also read by the importer as a whole: reading the first chunk takes a while. */
    private static final int SPARSELY = 197;

    @TempDir
    static Path directory;

    private static byte[] chunk;

    @BeforeAll
    static void record() throws IOException {
        Path file = directory.resolve("small.jfr");
        AsyncProfiler.record(file, "64k", "live,", 200);
        chunk = Files.readAllBytes(file);
        assertThat(chunk).hasSizeLessThan(80_000);
    }

    /** A recording of two chunks, as every longer one: up to the end of a chunk nothing of it is believed. */
    @Test
    void aRecordingCutAtAnyByteEndsWithItsLastWholeChunk() throws IOException {
        Path file = Files.write(directory.resolve("cut.jfr"), twice());
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            for (int length = 2 * chunk.length - 1; length > 0; length--) {
                channel.truncate(length);
                JfrChunks whole = JfrChunks.of(file);
                assertThat(whole.bytes())
                        .as("cut to %d bytes", length)
                        .isEqualTo(length < chunk.length ? 0 : chunk.length);
                assertThat(whole.missing().isPresent())
                        .as("cut to %d bytes", length)
                        .isEqualTo(length != chunk.length);
            }
        }
    }

    @Test
    void whatWasCutIsAPartOrRefused() throws IOException {
        byte[] whole = twice();
        for (int length = 1; length < whole.length; length += SPARSELY) {
            Optional<HeapProfile> part = readOrRefuse(Arrays.copyOf(whole, length));
            assertThat(part.isPresent()).as("cut to %d bytes", length).isEqualTo(length >= chunk.length);
            part.ifPresent(read -> assertThat(read.missing()).isPresent());
        }
    }

    @Test
    void damagedBytesAndHugeCountsAreRefusedOrRead() {
        long seed = 20261123;
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            byte[] bytes = chunk.clone();
            for (int hit = 0; hit <= round % 6; hit++) {
                int at = random.nextInt(bytes.length - Integer.BYTES);
                if (round % 2 == 0) {
                    bytes[at] = (byte) random.nextInt();
                } else {
                    ByteBuffer.wrap(bytes).putInt(at, -1); // the largest number there is, whatever stands here
                }
            }
            assertThatCode(() -> readOrRefuse(bytes))
                    .as("seed %d, round %d", seed, round)
                    .doesNotThrowAnyException();
        }
    }

    private static byte[] twice() {
        byte[] twice = Arrays.copyOf(chunk, 2 * chunk.length);
        System.arraycopy(chunk, 0, twice, chunk.length, chunk.length);
        return twice;
    }

    private static Optional<HeapProfile> readOrRefuse(byte[] bytes) throws IOException {
        try {
            return Optional.of(Profiles.read(new JfrImporter(), bytes));
        } catch (BadProfile refused) {
            assertThat(refused).hasMessageMatching("(?s).{10,}");
            return Optional.empty();
        }
    }
}

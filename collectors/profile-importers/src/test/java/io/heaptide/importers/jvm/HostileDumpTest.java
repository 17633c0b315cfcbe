package io.heaptide.importers.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.heaptide.importers.BadProfile;
import io.heaptide.importers.Frame;
import io.heaptide.importers.HeapProfile;
import io.heaptide.importers.Site;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Heap dumps that are cut, damaged, or claim more than there is. */
class HostileDumpTest {

    @Test
    void aSmallDumpIsReadWhole() throws IOException {
        HeapProfile profile = Profiles.read(new HprofImporter(), SmallDump.bytes());

        assertThat(profile.missing()).isEmpty();
        Site largest = profile.sites().get(0);
        assertThat(largest.type()).isEqualTo("byte[]");
        assertThat(largest.live().count()).isEqualTo(SmallDump.ORDERS);
        assertThat(largest.frames()).extracting(Frame::text).containsExactly("Shop.ORDERS");
    }

    @Test
    void aDumpCutAtAnyByteIsAPartOrRefused() throws IOException {
        byte[] whole = SmallDump.bytes();
        int parts = 0;
        for (int length = 0; length < whole.length; length++) {
            Optional<HeapProfile> part = readOrRefuse(Arrays.copyOf(whole, length));
            if (part.isPresent()) {
                assertThat(part.get().missing()).as("cut to %d bytes", length).isPresent();
                parts++;
            }
        }
        assertThat(parts).isGreaterThan(whole.length / 4);
    }

    @Test
    void damagedBytesAreRefusedOrRead() throws IOException {
        long seed = 20261123;
        Random random = new Random(seed);
        byte[] whole = SmallDump.bytes();
        for (int round = 0; round < 1_500; round++) {
            byte[] bytes = whole.clone();
            for (int hit = 0; hit <= round % 6; hit++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            assertThatCode(() -> readOrRefuse(bytes))
                    .as("seed %d, round %d", seed, round)
                    .doesNotThrowAnyException();
        }
    }

    /** Each four bytes in turn, which makes every count and length of the file a huge one, too. */
    @Test
    void hugeCountsAreRefusedOrRead() throws IOException {
        byte[] whole = SmallDump.bytes();
        for (int huge : new int[] {Integer.MAX_VALUE, -1, 0x7fff}) {
            for (int at = 0; at + Integer.BYTES <= whole.length; at++) {
                byte[] bytes = whole.clone();
                ByteBuffer.wrap(bytes).putInt(at, huge);
                int place = at;
                assertThatCode(() -> readOrRefuse(bytes))
                        .as("%d at byte %d", huge, place)
                        .doesNotThrowAnyException();
            }
        }
    }

    private static Optional<HeapProfile> readOrRefuse(byte[] bytes) throws IOException {
        try {
            return Optional.of(Profiles.read(new HprofImporter(), bytes));
        } catch (BadProfile refused) {
            assertThat(refused).hasMessageMatching("(?s).{10,}");
            return Optional.empty();
        }
    }
}

package io.heaptide.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Narrow or wide, moved or not, the cells hold what was put into them. */
class FloorRingsTest {

    @ParameterizedTest
    @CsvSource({"1, 20", "2, 253", "3, 254", "4, 255", "5, 3000", "6, 65534"})
    void holdWhatWasPutIntoThemHoweverFarApart(long seed, int range) {
        Random random = new Random(seed);
        Envelope envelope = new Envelope();
        char[][] expected = new char[FloorRings.rings()][];
        for (int ring = 0; ring < expected.length; ring++) {
            expected[ring] = new char[FloorRings.kept(ring)];
        }
        for (int put = 0; put < 5000; put++) {
            int ring = random.nextInt(expected.length);
            int cell = random.nextInt(expected[ring].length);
            char code = random.nextInt(8) == 0 ? FloorCode.NONE : (char) (1 + random.nextInt(range));
            envelope.setCode(ring, cell, code);
            expected[ring][cell] = code;
            assertThat(envelope.code(ring, cell)).isEqualTo(code);
        }
        for (int ring = 0; ring < expected.length; ring++) {
            for (int cell = 0; cell < expected[ring].length; cell++) {
                assertThat(envelope.code(ring, cell)).isEqualTo(expected[ring][cell]);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 40", "3, 300", "4, 65534"})
    void areReadAsTheyWereWritten(long seed, int range) throws IOException {
        Random random = new Random(seed);
        Envelope written = new Envelope();
        for (int ring = 0; ring < FloorRings.rings(); ring++) {
            for (int cell = 0; cell < FloorRings.kept(ring); cell += 1 + random.nextInt(2)) {
                written.setCode(ring, cell, (char) (1 + random.nextInt(range)));
            }
        }
        for (int ring = 0; ring < FloorRings.rings(); ring++) {
            int each = ring;
            int newest = random.nextInt(FloorRings.kept(ring));
            Envelope read = Bytes.copy(out -> written.writeRing(each, newest, out), in -> {
                Envelope fresh = new Envelope();
                fresh.readRing(each, newest, in);
                return fresh;
            });
            for (int cell = 0; cell < FloorRings.kept(ring); cell++) {
                assertThat(read.code(ring, cell)).isEqualTo(written.code(ring, cell));
            }
        }
    }

    @Test
    void aFlatSeriesTakesLessThanABytePerFloorToBeWritten() throws IOException {
        Envelope envelope = new Envelope();
        Random random = new Random(7);
        for (long pane = 0; pane < 20_000; pane++) {
            envelope.put(pane, (float) (5e8 * (1 + 0.02 * random.nextDouble())), false);
        }
        assertThat(Bytes.of(envelope::writeTo)).hasSizeLessThan(160);
    }

    @Test
    void emptyRingsTakeAByteEach() throws IOException {
        Envelope envelope = new Envelope();
        envelope.put(100, 5e8F, false);
        assertThat(Bytes.of(envelope::writeTo)).hasSizeLessThan(32);
    }
}

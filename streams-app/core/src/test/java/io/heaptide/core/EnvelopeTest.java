package io.heaptide.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeTest {
    @Test
    void keepsTheLeastReadingOfAPane() {
        Envelope envelope = new Envelope();
        envelope.put(100, 30, false);
        envelope.put(100, 20, false);
        envelope.put(100, 25, false);
        assertThat(envelope.floor(0, 100)).isEqualTo(20);
        assertThat(envelope.floor(1, 20)).isEqualTo(20);
        assertThat(envelope.floor(0, 99)).isNaN();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void orderAndRepetitionWithinReachDoNotMatter(long seed) throws IOException {
        Random random = new Random(seed);
        List<long[]> readings = new ArrayList<>();
        for (long pane = 0; pane < 3000; pane++) {
            readings.add(new long[] {pane, 100 + random.nextInt(50)});
        }
        Envelope inOrder = played(readings);
        List<long[]> shuffled = new ArrayList<>();
        for (int from = 0; from < readings.size(); from += 10) { // within ten panes: far less than the ring
            List<long[]> part = new ArrayList<>(readings.subList(from, Math.min(readings.size(), from + 10)));
            part.addAll(part.subList(0, 3));
            Collections.shuffle(part, random);
            shuffled.addAll(part);
        }
        assertThat(Bytes.of(played(shuffled)::writeTo)).isEqualTo(Bytes.of(inOrder::writeTo));
    }

    @Test
    void longGapsEmptyTheRings() {
        Envelope envelope = new Envelope();
        envelope.put(10, 5, true);
        envelope.put(10_000, 7, false);
        assertThat(envelope.floor(0, 10)).isNaN();
        assertThat(envelope.marked(0, 10)).isFalse();
        assertThat(envelope.lowBetween(9_900, 10_001)).isEqualTo(7);
    }

    @Test
    void theFormerHighIsTheHighestFloorOfThatWidthBeforeATime() {
        Envelope envelope = new Envelope();
        for (long pane = 0; pane < 200; pane++) {
            envelope.put(pane, pane == 150 ? 900 : pane >= 160 ? 500 : 100, false);
        }
        var source = new FloorWindow.Source(envelope, 60_000, 0, false);
        assertThat(source.highBefore(0, 190)).isEqualTo(500);
        assertThat(source.highBefore(1, 160))
                .as("one high pane does not lift a wider floor")
                .isEqualTo(100);
        assertThat(source.highBefore(0, 0)).isNaN();
    }

    @Test
    void reachesBackAsFarAsTheFinestRing() {
        Envelope envelope = new Envelope();
        envelope.put(100, 1, false);
        assertThat(envelope.reaches(77)).isTrue();
        assertThat(envelope.reaches(76)).isFalse();
    }

    @Test
    void survivesSerialisation() throws IOException {
        Envelope envelope = new Envelope();
        for (long pane = 0; pane < 5000; pane += 3) {
            envelope.put(pane, (float) (1000 + pane), pane % 2 == 0);
        }
        Envelope copy = Bytes.copy(envelope::writeTo, Envelope::readFrom);
        assertThat(Bytes.of(copy::writeTo)).isEqualTo(Bytes.of(envelope::writeTo));
        assertThat(Bytes.of(envelope::writeTo)).hasSizeLessThan(900);
    }

    private static Envelope played(List<long[]> readings) {
        Envelope envelope = new Envelope();
        readings.forEach(reading -> envelope.put(reading[0], (float) reading[1], false));
        return envelope;
    }
}

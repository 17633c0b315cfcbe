package io.heaptide.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class LoadShareTest {
    @Test
    void memoryThatIsHeldByRequestsIsExplainedByThem() {
        assertThat(share(i -> 1000 + 7 * (100 + 20 * i), i -> 100 + 20 * i)).isCloseTo(1, within(0.01));
    }

    @Test
    void memoryThatGrowsUnderASteadyLoadIsNot() {
        assertThat(share(i -> 1000 + 50 * i, i -> 100 + i % 2)).isZero();
    }

    @Test
    void halfAndHalfIsHalf() {
        assertThat(share(i -> 5000 + 60 * i + 2 * load(i), LoadShareTest::load)).isBetween(0.1, 0.6);
    }

    @Test
    void memoryThatDoesNotGrowHasNothingToExplain() {
        assertThat(share(i -> 2000 - 10 * i, i -> 100 + 20 * i)).isZero();
    }

    private static double load(int block) {
        return 200 + 100 * Math.sin(block) + 10 * block;
    }

    private static double share(IntToDoubleFunction bytes, IntToDoubleFunction units) {
        FloorWindow memory = FloorWindow.of(source(bytes), 0, 1, 11);
        return LoadShare.of(memory, memory.of(source(units)));
    }

    private static FloorWindow.Source source(IntToDoubleFunction floors) {
        Envelope envelope = new Envelope();
        for (int pane = 0; pane < 12; pane++) {
            envelope.put(pane, (float) floors.applyAsDouble(pane), false);
        }
        return new FloorWindow.Source(envelope, 60_000, 0, false);
    }
}

package io.heaptide.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DailySnapshotsTest {

    private static final Instant MIDNIGHT = Instant.parse("2026-03-01T00:00:00Z");
    private static final Duration READING = Duration.ofSeconds(10);

    @Test
    void eachInstanceHasOneTurnADayAtTheSameTime() {
        InstanceKey key = new InstanceKey("shop", "cart", "cart-0");
        List<Instant> turns = turns(key, MIDNIGHT, 3);
        assertThat(turns).hasSize(3);
        assertThat(turns.get(1)).isEqualTo(turns.get(0).plus(Duration.ofDays(1)));
        assertThat(turns.get(2)).isEqualTo(turns.get(0).plus(Duration.ofDays(2)));
    }

    @Test
    void theInstancesOfAServiceHaveTheirsWithinAnHourAndHardlyTwoAtOnce() {
        List<Instant> turns = IntStream.range(0, 20)
                .mapToObj(i -> turns(new InstanceKey("", "cart", "cart-" + i), MIDNIGHT, 1)
                        .get(0))
                .sorted()
                .toList();
        assertThat(Duration.between(turns.get(0), turns.get(19))).isLessThan(Duration.ofHours(1));
        assertThat(turns.stream().distinct().count()).isGreaterThan(15);
    }

    @Test
    void servicesAreSpreadOverTheDay() {
        long hours = IntStream.range(0, 100)
                .mapToObj(i -> turns(new InstanceKey("", "service-" + i, "0"), MIDNIGHT, 1)
                        .get(0))
                .map(turn -> Duration.between(MIDNIGHT, turn).toHours())
                .distinct()
                .count();
        assertThat(hours).isGreaterThan(15);
    }

    private static List<Instant> turns(InstanceKey key, Instant from, int days) {
        DailySnapshots daily = new DailySnapshots();
        List<Instant> turns = new ArrayList<>();
        for (Instant at = from; at.isBefore(from.plus(Duration.ofDays(days))); at = at.plus(READING)) {
            if (daily.isTurn(key, at)) {
                turns.add(at);
            }
        }
        return turns;
    }
}

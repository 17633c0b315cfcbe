package io.heaptide.agent.allocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

final class TenureTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final Tenure tenure = new Tenure();

    @Test
    void trustsEverySampleOfACollectorThatIsNotAGenerationalZgc() {
        assertThat(tenure.provenBefore()).isEmpty();
    }

    @Test
    void provesNothingBeforeAnOldCollection() {
        young(0, 1);
        young(1, 1);

        assertThat(tenure.provenBefore()).hasValue(Instant.MIN);
    }

    @Test
    void provesWhatReachedTheThresholdBeforeTheOldCollectionBegan() {
        young(0, 2);
        young(1, 2);
        young(2, 2);
        young(3, 2);

        tenure.oldCollection(4);

        assertThat(tenure.provenBefore()).hasValue(startOf(1));
    }

    @Test
    void doesNotCountTheYoungCollectionThatTheOldOneBeganWith() {
        young(0, 1);
        young(1, 1);
        young(2, 1);

        tenure.oldCollection(2);

        assertThat(tenure.provenBefore()).hasValue(startOf(0));
    }

    @Test
    void doesNotCountYoungCollectionsThatRanBesideTheOldOne() {
        for (int id = 0; id < 6; id++) {
            young(id, 1);
        }

        tenure.oldCollection(2);

        assertThat(tenure.provenBefore()).hasValue(startOf(0));
    }

    @Test
    void takesTheLongestThresholdOfLate() {
        young(0, 1);
        young(1, 3);
        young(2, 1);
        young(3, 1);

        tenure.oldCollection(4);

        assertThat(tenure.provenBefore()).hasValue(startOf(0));
    }

    @Test
    void provesNothingFromTooFewYoungCollections() {
        young(0, 5);
        young(1, 5);

        tenure.oldCollection(2);

        assertThat(tenure.provenBefore()).hasValue(Instant.MIN);
    }

    @Test
    void movesOnHoweverManyYoungCollectionsPass() {
        for (int id = 0; id < 1_000; id++) {
            young(id, 4);
        }

        tenure.oldCollection(1_000);

        assertThat(tenure.provenBefore()).hasValue(startOf(995));
    }

    private void young(int id, int threshold) {
        tenure.youngCollection(id, startOf(id), threshold);
    }

    private static Instant startOf(int id) {
        return START.plusSeconds(10L * id);
    }
}

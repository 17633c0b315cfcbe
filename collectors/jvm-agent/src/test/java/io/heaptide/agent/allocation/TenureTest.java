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
        young(10, 1);

        assertThat(tenure.provenBefore()).hasValue(Instant.MIN);
    }

    @Test
    void provesWhatReachedTheThresholdBeforeTheOldCollectionBegan() {
        young(0, 2);
        young(10, 2);
        young(20, 2);
        young(30, 2);

        tenure.oldCollection(at(35));

        assertThat(tenure.provenBefore()).hasValue(at(10));
    }

    @Test
    void doesNotCountTheYoungCollectionThatRanWhenTheOldOneBegan() {
        young(0, 1);
        young(10, 1);
        tenure.youngCollection(at(20), at(26), 1);

        tenure.oldCollection(at(25));

        assertThat(tenure.provenBefore()).hasValue(at(0));
    }

    @Test
    void takesTheLongestThresholdOfLate() {
        young(0, 1);
        young(10, 3);
        young(20, 1);
        young(30, 1);

        tenure.oldCollection(at(35));

        assertThat(tenure.provenBefore()).hasValue(at(0));
    }

    @Test
    void provesNothingFromTooFewYoungCollections() {
        young(0, 5);
        young(10, 5);

        tenure.oldCollection(at(15));

        assertThat(tenure.provenBefore()).hasValue(Instant.MIN);
    }

    @Test
    void movesOnWithEveryOldCollectionHoweverManyYoungOnesPass() {
        for (int second = 0; second < 1_000; second++) {
            young(second * 10, 4);
        }
        tenure.oldCollection(at(10_000));

        assertThat(tenure.provenBefore()).hasValue(at(9_950));
    }

    private void young(int start, int threshold) {
        tenure.youngCollection(at(start), at(start + 1), threshold);
    }

    private static Instant at(int second) {
        return START.plusSeconds(second);
    }
}

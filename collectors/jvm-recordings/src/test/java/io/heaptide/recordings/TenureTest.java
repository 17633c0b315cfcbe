package io.heaptide.recordings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    @Test
    void provesTheSameInWhateverOrderARecordingHoldsThem() {
        tenure.oldCollection(4);
        young(3, 2);
        young(0, 2);
        young(5, 2);
        young(2, 2);
        young(1, 2);

        assertThat(tenure.provenBefore()).hasValue(startOf(1));
    }

    @Test
    void remembersFromQuestionToQuestion() {
        for (int id = 0; id < 1_000; id++) {
            young(id, 4);
            assertThat(tenure.provenBefore()).hasValue(Instant.MIN);
        }

        tenure.oldCollection(1_000);

        assertThat(tenure.provenBefore()).hasValue(startOf(995));
    }

    @Test
    void staysProvenWhenTheThresholdRises() {
        young(0, 1);
        young(1, 1);
        tenure.oldCollection(2);
        young(3, 9);
        tenure.oldCollection(4);

        assertThat(tenure.provenBefore()).hasValue(startOf(0));
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, Integer.MAX_VALUE})
    void takesNoThresholdThatNoJvmHas(int threshold) {
        for (int id = 0; id < 16; id++) {
            young(id, threshold);
        }

        tenure.oldCollection(16);

        assertThat(tenure.provenBefore()).hasValue(startOf(threshold < 0 ? 15 : 0));
    }

    @Test
    void keepsOfAListingWhatIsProven() {
        Survivor old = allocated(startOf(0).minusSeconds(1));
        List<Survivor> listed = List.of(old, allocated(startOf(0)), allocated(startOf(1)));
        assertThat(tenure.proven(listed)).isEqualTo(listed);
        young(0, 1);
        young(1, 1);
        assertThat(tenure.proven(listed)).isEmpty();

        tenure.oldCollection(2);

        assertThat(tenure.proven(listed)).containsExactly(old);
    }

    private static Survivor allocated(Instant at) {
        return new Survivor(CallPath.UNKNOWN, "byte[]", 24, at);
    }

    private void young(int id, int threshold) {
        tenure.youngCollection(id, startOf(id), threshold);
    }

    private static Instant startOf(int id) {
        return START.plusSeconds(10L * id);
    }
}

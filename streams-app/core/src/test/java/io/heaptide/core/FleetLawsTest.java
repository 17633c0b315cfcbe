package io.heaptide.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FleetLawsTest {
    private final ServiceScorer scorer = new ServiceScorer(DetectorPolicy.defaults());

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theOrderOfMergingDoesNotMatter(long seed) {
        List<Pod> pods = Pods.with(Pods.pods(seed, 3, 4, Pods::leaking), Pods.rolledOut(seed, "1.1", 40, 200));
        ServiceScore straight = score(pods, 100);
        Random random = new Random(seed);
        Collections.shuffle(pods, random);
        int cut = 1 + random.nextInt(pods.size() - 1);
        ServiceEvidence halves =
                Pods.merged(pods.subList(0, cut), 100).merge(Pods.merged(pods.subList(cut, pods.size()), 100));
        ServiceScore parted = scorer.score(Pod.SERVICE, halves, Pods.time(100));
        assertThat(parted.verdict()).isEqualTo(straight.verdict());
        assertThat(parted.score()).isEqualTo(straight.score());
        assertThat(parted.gates()).isEqualTo(straight.gates());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void scalingBytesScalesSlopesAndChangesNoVerdict(long seed) {
        ServiceScore small = score(Pods.pods(seed, 3, 5, Pods::leaking), 100);
        ServiceScore large = score(Pods.pods(seed, 3, 5, Pods::leaking, pod -> pod.scaled(8)), 100);
        assertThat(large.verdict()).isEqualTo(small.verdict());
        double expected = 8 * small.slope().midBytesPerHour();
        assertThat(large.slope().midBytesPerHour()).isCloseTo(expected, withinPercentage(0.01));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void shiftingTimeChangesNothing(long seed) {
        Duration shift = Duration.ofDays(3); // a multiple of every pane width
        ServiceScore here = score(Pods.pods(seed, 3, 5, Pods::leaking), 100);
        List<Pod> later = Pods.pods(seed, 3, 5, Pods::leaking, pod -> pod.later(shift));
        ServiceScore there = scorer.score(Pod.SERVICE, Pods.merged(later, 100), Pods.time(100) + shift.toMillis());
        assertThat(there.verdict()).isEqualTo(here.verdict());
        assertThat(there.gates()).isEqualTo(here.gates());
        assertThat(there.slope()).isEqualTo(here.slope());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void moreInstancesOfTheSameBehaviourDoNotRaiseTheSlope(long seed) {
        double few = score(Pods.pods(seed, 3, 5, Pods::leaking), 100).slope().midBytesPerHour();
        double many = score(Pods.pods(seed, 12, 5, Pods::leaking), 100).slope().midBytesPerHour();
        assertThat(many).isCloseTo(few, withinPercentage(35));
        ServiceScore warm = score(Pods.pods(seed, 20, 5, Pods::warm), 100);
        assertThat(warm.verdict().isConcern()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void evidenceOfPodsSurvivesSerialisation(long seed) throws IOException {
        List<Pod> pods = Pods.with(Pods.pods(seed, 3, 5, Pods::leaking), Pods.rolledOut(seed, "1.1", 20, 200));
        ServiceEvidence copied = ServiceEvidence.EMPTY;
        for (Pod pod : pods) {
            ServiceEvidence evidence = pod.evidence();
            ServiceEvidence copy = Bytes.copy(evidence::writeTo, ServiceEvidence::readFrom);
            assertThat(Bytes.of(copy::writeTo)).isEqualTo(Bytes.of(evidence::writeTo));
            copied = copied.merge(copy);
        }
        ServiceEvidence whole = pods.stream().map(Pod::evidence).reduce(ServiceEvidence.EMPTY, ServiceEvidence::merge);
        ServiceEvidence twice = Bytes.copy(copied::writeTo, ServiceEvidence::readFrom);
        assertThat(scorer.score(Pod.SERVICE, twice, Pods.time(90)))
                .isEqualTo(scorer.score(Pod.SERVICE, whole, Pods.time(90)));
    }

    private ServiceScore score(List<Pod> pods, int minute) {
        return scorer.score(Pod.SERVICE, Pods.merged(pods, minute), Pods.time(minute));
    }
}

package io.heaptide.core;

import static io.heaptide.core.MemorySeries.mib;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FleetTest {
    private final ServiceScorer scorer = new ServiceScorer(DetectorPolicy.defaults());

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void podsOfMinutesThatAllLeakAreFoundTogether(long seed) {
        List<ServiceScore> alarms = new ArrayList<>();
        for (int generations = 3; generations <= 8; generations++) {
            ServiceScore score = score(Pods.pods(seed, 3, generations, Pods::leaking), 20 * generations);
            if (score.verdict() == Verdict.LEAKING) {
                alarms.add(score);
            }
        }
        assertThat(alarms).hasSizeGreaterThanOrEqualTo(4).allSatisfy(score -> {
            assertThat(pooled(score)).isNotEmpty().allMatch(Gate::passed);
            assertThat(score.slope().midBytesPerHour()).isBetween(mib(900), mib(1800));
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void podsOfMinutesThatWarmUpAreNoLeak(long seed) {
        ServiceScore score = score(Pods.pods(seed, 3, 6, Pods::warm), 120);
        assertThat(score.verdict().isConcern()).isFalse();
        assertThat(pooled(score)).isNotEmpty().anyMatch(gate -> !gate.passed());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void podsThatAreCollectedOnceOrTwiceShowTheirLeakByTheirLevels(long seed) {
        assertThat(score(Pods.seldomCollected(seed, 36, 1350), 200).verdict()).isEqualTo(Verdict.LEAKING);
        ServiceScore flat = score(Pods.seldomCollected(seed, 36, 0), 200);
        assertThat(flat.verdict().isConcern()).isFalse();
        assertThat(pooled(flat)).isNotEmpty();
    }

    /** A time constant as long as half a life: what there is to come would still fit the room. */
    @ParameterizedTest
    @ValueSource(doubles = {2, 5, 10, 20})
    void podsThatFlattenTowardsALevelWithinTheirRoomAreNoLeak(double tauMinutes) {
        List<Pod> pods = Pods.pods(1, 4, 6, seed -> MemorySeries.at(mib(300))
                .warmingUp(mib(400), tauMinutes / 60)
                .noise(mib(3))
                .seed(seed));
        assertThat(score(pods, 120).verdict()).isNotEqualTo(Verdict.LEAKING);
    }

    @Test
    void aJumpThatAllPodsMakeAtTheSameAgeIsNoLeak() {
        for (double minute = 8; minute < 18; minute += 0.5) {
            double at = minute / 60;
            List<Pod> pods = Pods.pods(1, 3, 4, seed -> MemorySeries.at(mib(300))
                    .step(mib(400), at)
                    .noise(mib(4))
                    .seed(seed));
            assertThat(pooledStrength(pods, 80)).isZero();
        }
    }

    @Test
    void endedPodsCountForHoursAndThenNoMore() {
        List<Pod> ended = Pods.pods(2, 3, 6, Pods::leaking);
        Pod fresh = Pod.of("fresh", "1.0").play(170, 180, Pods.warm(99));
        assertThat(score(Pods.with(ended, fresh), 180).verdict()).isEqualTo(Verdict.LEAKING);
        assertThat(score(Pods.with(ended, fresh), 180).instances()).isEqualTo(1);
        Pod late = Pod.of("late", "1.0").play(600, 610, Pods.warm(98));
        assertThat(score(Pods.with(ended, late), 610).verdict().isConcern()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void scalingOutInWavesIsNoLeak(long seed) {
        for (int end = 60; end <= 240; end += 30) {
            List<Pod> pods = new ArrayList<>();
            for (int i = 0; i < 32; i++) {
                int birth = 40 * (i / 8);
                MemorySeries memory = MemorySeries.at(mib(300))
                        .warmingUp(mib(80), 3 / 60.0)
                        .noise(mib(4))
                        .seed(100 * seed + i);
                pods.add(Pod.of("pod-" + i, "1.0").play(birth, Math.max(birth, end), memory));
            }
            assertThat(score(pods, end).verdict().isConcern()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void manyInstancesTooNoisyForAVerdictOfTheirOwnMakeOneTogether(long seed) {
        List<Pod> leaking = longLived(seed, 30, 60);
        List<Pod> flat = longLived(seed, 30, 0);
        assertThat(pooledStrength(leaking, 720)).isGreaterThanOrEqualTo(1);
        assertThat(pooledStrength(flat, 720)).isZero();
    }

    @Test
    void aLeakingVersionOnATenthOfTheInstancesDoesNotDrown() {
        List<Pod> pods = steady("1.0", 0, 18);
        for (int i = 0; i < 2; i++) {
            pods.add(Pod.of("canary-" + i, "1.1").play(60, 240, leak(150, i)));
        }
        ServiceScore score = score(pods, 240);
        assertThat(score.verdict()).isEqualTo(Verdict.LEAKING);
        assertThat(score.version()).isEqualTo("1.0");
        assertThat(gate(score, "share-leaking").value()).isEqualTo(1);
        assertThat(score.leaking()).isEqualTo(2);
    }

    @Test
    void aLeakingVersionThatIsReplacedFallsSilent() {
        List<Pod> pods = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            pods.add(Pod.of("old-" + i, "1.0").play(0, 240, leak(150, i)));
        }
        assertThat(score(pods, 240).verdict()).isEqualTo(Verdict.LEAKING);
        pods.addAll(steady("1.1", 240, 6));
        assertThat(score(pods, 280).verdict().isConcern()).isFalse();
        assertThat(score(pods, 280).version()).isEqualTo("1.1");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void aVersionThatGrowsAtAnAgeAtWhichTheFormerDidNotIsSuspect(long seed) {
        List<Pod> old = Pods.rolledOut(seed + 50, "1.0", 0, 0);
        ServiceScore worse = score(Pods.with(old, Pods.rolledOut(seed, "1.1", 120, 220)), 190);
        assertThat(worse.verdict().isConcern()).isTrue();
        assertThat(gate(worse, "growth-over-former-version").passed()).isTrue();
        assertThat(worse.sinceVersion()).isEqualTo("1.1");
        ServiceScore same = score(Pods.with(old, Pods.rolledOut(seed, "1.1", 120, 0)), 190);
        assertThat(same.verdict().isConcern()).isFalse();
        assertThat(gate(same, "growth-beyond-former-version").passed()).isFalse();
        assertThat(same.sinceVersion()).isEmpty();
    }

    @Test
    void anInstanceThatKeepsItsNameOverADeployIsComparedToo() {
        List<Pod> pods = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            pods.add(Pod.of("host-" + i, "1.0")
                    .play(0, 120, leak(0, i))
                    .deploy("1.1")
                    .play(121, 190, leak(120, i)));
        }
        assertThat(gate(score(pods, 190), "growth-over-former-version").passed())
                .isTrue();
    }

    @Test
    void whatAllInstancesDoIsDoneByLoadAndWhatOneDoesAloneIsNot() {
        List<Pod> peers = steady("1.0", 0, 15);
        Pod alone = Pod.of("alone", "1.0").play(0, 240, leak(150, 99));
        ServiceScore bad = score(Pods.with(peers, alone), 240);
        assertThat(gate(bad, "beyond-peers").passed()).isTrue();
        List<Pod> together = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            together.add(Pod.of("pod-" + i, "1.0").play(0, 240, leak(150, i)));
        }
        assertThat(gate(score(together, 240), "beyond-peers").passed()).isFalse();
    }

    @Test
    void anInstanceThatIsReadSeldomIsPresentBetweenItsReadings() {
        MemorySeries hourly = MemorySeries.at(mib(300)).every(Duration.ofMinutes(40));
        Pod pod = Pod.of("seldom", "1.0").play(0, 600, hourly);
        assertThat(pod.at(640).instances()).isEqualTo(1);
        assertThat(pod.at(680).instances()).isEqualTo(1);
        assertThat(pod.at(690).instances()).isZero();
        Pod often = Pod.of("often", "1.0").play(0, 600, leak(0, 1));
        assertThat(often.at(625).instances()).isEqualTo(1);
        assertThat(often.at(640).instances()).isZero();
    }

    private ServiceScore score(List<Pod> pods, int minute) {
        return scorer.score(Pod.SERVICE, Pods.merged(pods, minute), Pods.time(minute));
    }

    /** 1 and more if the instances' common case passes every gate. */
    private double pooledStrength(List<Pod> pods, int minute) {
        List<Gate> gates = pooled(score(pods, minute));
        boolean passed = !gates.isEmpty() && gates.stream().allMatch(Gate::passed);
        return passed ? 1 : 0;
    }

    private static List<Gate> pooled(ServiceScore score) {
        return score.gates().stream()
                .filter(gate -> gate.name().startsWith("pooled-"))
                .toList();
    }

    private static Gate gate(ServiceScore score, String name) {
        return score.gates().stream()
                .filter(gate -> gate.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<Pod> longLived(long seed, int count, double mibPerHour) {
        List<Pod> pods = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            MemorySeries memory = MemorySeries.at(mib(500))
                    .growingPerHour(mib(mibPerHour), 4)
                    .noise(mib(60))
                    .every(Duration.ofMinutes(2))
                    .seed(100 * seed + i);
            pods.add(Pod.of("pod-" + i, "1.0").play(0, 720, memory));
        }
        return pods;
    }

    private static List<Pod> steady(String version, int fromMinute, int count) {
        List<Pod> pods = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            pods.add(Pod.of(version + "-" + i, version).play(fromMinute, fromMinute + 240, leak(0, i)));
        }
        return pods;
    }

    private static MemorySeries leak(double mibPerHour, long seed) {
        return MemorySeries.at(mib(250))
                .growingPerHour(mib(mibPerHour))
                .noise(mib(2))
                .seed(seed);
    }
}

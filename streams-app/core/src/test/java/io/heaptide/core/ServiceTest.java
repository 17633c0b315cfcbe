package io.heaptide.core;

import static io.heaptide.core.MemorySeries.mib;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceTest {
    private static final ServiceId SERVICE = new ServiceId("shop", "cart");
    private static final long END = MemorySeries.START + Duration.ofHours(4).toMillis();

    private final ServiceScorer scorer = new ServiceScorer(DetectorPolicy.defaults());

    @Test
    void aServiceWhoseInstancesLeakIsLeaking() {
        ServiceScore score = scorer.score(SERVICE, merged(evidence(6, 100, 1)), END);
        assertThat(score.verdict()).isEqualTo(Verdict.LEAKING);
        assertThat(score.score()).isGreaterThanOrEqualTo(Score.LEAKING);
        assertThat(score.instances()).isEqualTo(6);
        assertThat(score.leaking()).isEqualTo(6);
        assertThat(score.shareAffected()).isEqualTo(1);
        assertThat(score.version()).isEqualTo("1.0");
        assertThat(score.signal()).isEqualTo("process.memory.usage");
        assertThat(score.slope().midBytesPerHour()).isBetween(mib(95), mib(105));
        assertThat(score.firstToDie()).startsWith("cart-");
        assertThat(score.timeToLimit()).isPresent();
    }

    @Test
    void aHealthyServiceIsNot() {
        ServiceScore score = scorer.score(SERVICE, merged(evidence(6, 0, 1)), END);
        assertThat(score.verdict()).isEqualTo(Verdict.STEADY);
        assertThat(score.score()).isLessThan(Score.SUSPECT);
        assertThat(score.firstToDie()).isEmpty();
        assertThat(score.limitBytes()).isEmpty();
    }

    @Test
    void theInstanceThatReachesItsLimitFirstIsNamed() {
        List<ServiceEvidence> all = new ArrayList<>(evidence(3, 60, 1));
        all.add(evidence("fast", 150, 99));
        assertThat(scorer.score(SERVICE, merged(all), END).firstToDie()).isEqualTo("fast");
    }

    @Test
    void oneBadInstanceAmongManyMakesTheServiceLeakOnlyWhenBeyondDoubt() {
        List<ServiceEvidence> all = new ArrayList<>(evidence(30, 0, 1));
        all.add(evidence("bad", 150, 99));
        ServiceScore score = scorer.score(SERVICE, merged(all), END);
        assertThat(score.leaking()).isEqualTo(1);
        assertThat(score.verdict()).isEqualTo(Verdict.LEAKING);
        assertThat(score.gates())
                .filteredOn(gate -> gate.name().equals("share-leaking"))
                .noneMatch(Gate::passed);
        assertThat(score.gates())
                .filteredOn(gate -> gate.name().equals("worst-score"))
                .allMatch(Gate::passed);
    }

    @Test
    void scalingOutDoesNotLookLikeALeak() {
        double before = slope(evidence(3, 0, 1));
        double after = slope(evidence(30, 0, 1));
        assertThat(Math.abs(after)).isLessThan(Math.abs(before) + mib(1));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void mergingInAnyOrderAndShapeGivesTheSameScore(long seed) {
        List<ServiceEvidence> all = new ArrayList<>(evidence(5, 90, 1));
        all.addAll(evidence(4, 0, 50));
        ServiceScore straight = scorer.score(SERVICE, merged(all), END);
        Random random = new Random(seed);
        Collections.shuffle(all, random);
        int cut = 1 + random.nextInt(all.size() - 1);
        ServiceEvidence halves = merged(all.subList(0, cut)).merge(merged(all.subList(cut, all.size())));
        ServiceScore parted = scorer.score(SERVICE, halves, END);
        assertThat(parted.verdict()).isEqualTo(straight.verdict());
        assertThat(parted.firstToDie()).isEqualTo(straight.firstToDie());
        assertThat(parted.gates()).isEqualTo(straight.gates());
        assertThat(parted.instances()).isEqualTo(straight.instances());
        assertThat(parted.slope().midBytesPerHour())
                .isCloseTo(straight.slope().midBytesPerHour(), org.assertj.core.api.Assertions.within(1.0));
    }

    @Test
    void evidenceSurvivesSerialisation() throws IOException {
        ServiceEvidence evidence = merged(evidence(7, 90, 1));
        ServiceEvidence copy = Bytes.copy(evidence::writeTo, ServiceEvidence::readFrom);
        assertThat(scorer.score(SERVICE, copy, END)).isEqualTo(scorer.score(SERVICE, evidence, END));
        assertThat(Bytes.of(evidence::writeTo)).hasSizeLessThan(8 * 1024);
    }

    @Test
    void noInstanceIsNotEnoughData() {
        ServiceScore score = scorer.score(SERVICE, ServiceEvidence.EMPTY, END);
        assertThat(score.verdict()).isEqualTo(Verdict.NOT_ENOUGH_DATA);
        assertThat(score.instances()).isZero();
        assertThat(score.slope()).isEqualTo(Slope.NONE);
    }

    @Test
    void theMostFrequentVersionIsTheServicesAndNoInstanceIsLostWhereThereAreManyVersions() {
        ServiceEvidence many = ServiceEvidence.EMPTY;
        for (int i = 0; i < 20; i++) {
            many = many.merge(Pod.of("a" + i, "v" + i).play(0, 12, flat(i)).evidence())
                    .merge(Pod.of("b" + i, "often").play(0, 12, flat(i)).evidence());
        }
        assertThat(many.version()).isEqualTo("often");
        assertThat(many.instances()).isEqualTo(40);
        assertThat(many.cohorts()).hasSize(4);
    }

    @Test
    void anotherFormatIsRefused() {
        assertThatThrownBy(() -> Bytes.copy(out -> out.writeByte(1), ServiceEvidence::readFrom))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("service evidence must be 3, got 1");
    }

    @Test
    void evidenceIsSmallHoweverManyInstancesItIsOf() throws IOException {
        ServiceEvidence one = evidence("cart-5c9d7f-abcde", 90, 1);
        assertThat(Bytes.of(one::writeTo)).hasSizeLessThan(1100);
        ServiceEvidence hundred = merged(evidence(100, 90, 1));
        assertThat(Bytes.of(hundred::writeTo)).hasSizeLessThan(1300);
    }

    private static MemorySeries flat(long seed) {
        return MemorySeries.at(mib(200)).noise(mib(1)).seed(seed);
    }

    private double slope(List<ServiceEvidence> parts) {
        return scorer.score(SERVICE, merged(parts), END).slope().midBytesPerHour();
    }

    private static ServiceEvidence merged(List<ServiceEvidence> parts) {
        return parts.stream().reduce(ServiceEvidence.EMPTY, ServiceEvidence::merge);
    }

    private static List<ServiceEvidence> evidence(int instances, double mibPerHour, long seed) {
        List<ServiceEvidence> all = new ArrayList<>();
        for (int i = 0; i < instances; i++) {
            all.add(evidence("cart-" + seed + "-" + i, mibPerHour, seed + i));
        }
        return all;
    }

    private static ServiceEvidence evidence(String instance, double mibPerHour, long seed) {
        DetectorPolicy policy = DetectorPolicy.defaults();
        InstanceState state = new InstanceState(new InstanceId(SERVICE, instance));
        state.begin(new Life("1.0", "", 0));
        state.add(Run.LIMIT, MemorySeries.START, (long) mib(1024), policy);
        MemorySeries.at(mib(200))
                .growingPerHour(mib(mibPerHour))
                .noise(mib(1))
                .seed(seed)
                .readings(Duration.ofHours(4))
                .forEach(reading -> state.add(Run.RSS, reading.atMillis(), reading.bytes(), policy));
        return ServiceEvidence.of(
                new InstanceDetector(policy).assess(state, END), state, ServiceEvidence.EMPTY, policy);
    }
}

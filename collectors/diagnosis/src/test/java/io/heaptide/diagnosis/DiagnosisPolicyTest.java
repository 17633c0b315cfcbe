package io.heaptide.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heaptide.schemas.DiagnosisRequest;
import io.heaptide.schemas.DiagnosisTrigger;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class DiagnosisPolicyTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final DiagnosisPolicy policy = DiagnosisPolicy.defaults();

    @Test
    void crossingFourFifthsOfTheLimitIsToldOnce() {
        Pressure below = policy.pressure(Crossings.NONE, ofLimit(80));
        Pressure above = policy.pressure(below.next(), ofLimit(81));
        Pressure stays = policy.pressure(above.next(), ofLimit(95));
        assertThat(below.reason()).isEmpty();
        assertThat(above.reason()).contains("81 % of its limit");
        assertThat(stays.reason()).isEmpty();
    }

    @Test
    void aLevelThatSwaysIsNotToldAgainButOneThatFellBackIs() {
        Crossings above = policy.pressure(Crossings.NONE, ofLimit(85)).next();
        Pressure swayed = policy.pressure(policy.pressure(above, ofLimit(72)).next(), ofLimit(85));
        Pressure again = policy.pressure(policy.pressure(above, ofLimit(60)).next(), ofLimit(85));
        assertThat(swayed.reason()).isEmpty();
        assertThat(again.reason()).isPresent();
    }

    @Test
    void requestAndLimitAreToldEachForItself() {
        Pressure request = policy.pressure(Crossings.NONE, reading(90, 100, 1000));
        Pressure limit = policy.pressure(request.next(), reading(900, 100, 1000));
        assertThat(request.reason()).contains("90 % of its request");
        assertThat(limit.reason()).contains("90 % of its limit");
    }

    @Test
    void withoutRequestAndLimitNothingIsNear() {
        MemoryReading unbound = new MemoryReading(NOON, 1L << 60, OptionalLong.empty(), OptionalLong.empty());
        assertThat(policy.pressure(Crossings.NONE, unbound).reason()).isEmpty();
    }

    @Test
    void anIncidentHoursFromItsLimitIsNearAndOneWithoutALimitIsNot() {
        assertThat(policy.nearing(OptionalDouble.of(3600))).contains("its limit may be 1.0 h away");
        assertThat(policy.nearing(OptionalDouble.of(13 * 3600))).isEmpty();
        assertThat(policy.nearing(OptionalDouble.empty())).isEmpty();
    }

    @Test
    void aDaysBudgetIsSpentInTheOrderOfTheRequests() {
        RequestBook book = new RequestBook(policy);
        assertThat(book.enter(request("1", NOON), NOON).kind()).isEqualTo(Ruling.Kind.GRANTED);
        assertThat(book.enter(request("2", NOON), NOON).kind()).isEqualTo(Ruling.Kind.GRANTED);
        assertThat(book.enter(request("2", NOON), NOON).kind()).isEqualTo(Ruling.Kind.REPEATED);
        assertThat(book.hasRoom("/shop", Purse.MACHINES, NOON)).isTrue();
        assertThat(book.enter(request("3", NOON), NOON).kind()).isEqualTo(Ruling.Kind.GRANTED);
        assertThat(book.hasRoom("/shop", Purse.MACHINES, NOON)).isFalse();
        Ruling fourth = book.enter(request("4", NOON), NOON);
        assertThat(fourth.kind()).isEqualTo(Ruling.Kind.OVER_BUDGET);
        assertThat(fourth.reason()).isEqualTo("3 of 3 captures of this service and day are spent");
    }

    @Test
    void theNextDayHasABudgetOfItsOwn() {
        RequestBook book = new RequestBook(policy);
        Instant tomorrow = NOON.plus(Duration.ofDays(1));
        for (int i = 0; i < 3; i++) {
            book.enter(request("a" + i, NOON), NOON);
        }
        assertThat(book.enter(request("b", tomorrow), tomorrow).kind()).isEqualTo(Ruling.Kind.GRANTED);
    }

    @Test
    void whatAnAgentMissedWhileItWasAwayCountsButIsNotActedOn() {
        RequestBook book = new RequestBook(policy);
        Instant earlier = NOON.minus(Duration.ofHours(1));
        for (int i = 0; i < 3; i++) {
            assertThat(book.enter(request("a" + i, earlier), NOON).kind()).isEqualTo(Ruling.Kind.TOO_OLD);
        }
        assertThat(book.enter(request("b", NOON), NOON).kind()).isEqualTo(Ruling.Kind.OVER_BUDGET);
    }

    @Test
    void peopleAndTheScheduleHaveBudgetsOfTheirOwn() {
        RequestBook book = new RequestBook(policy);
        for (int i = 0; i < 3; i++) {
            book.enter(request("a" + i, NOON), NOON);
        }
        DiagnosisRequest asked = request("b", NOON);
        asked.setTrigger(DiagnosisTrigger.ON_DEMAND);
        assertThat(book.enter(asked, NOON).kind()).isEqualTo(Ruling.Kind.GRANTED);
        DiagnosisRequest daily = request("c", NOON);
        daily.setTrigger(DiagnosisTrigger.SCHEDULED);
        assertThat(book.enter(daily, NOON).kind()).isEqualTo(Ruling.Kind.GRANTED);
        daily.setRequestId("d");
        assertThat(book.enter(daily, NOON).kind()).isEqualTo(Ruling.Kind.OVER_BUDGET);
        assertThat(book.hasRoom("/shop", Purse.SCHEDULE, NOON)).isFalse();
        assertThat(book.hasRoom("/shop", Purse.PEOPLE, NOON)).isTrue();
    }

    @Test
    void thresholdsMustMakeSense() {
        assertThatThrownBy(() -> new DiagnosisPolicy(1.2, 0.7, Duration.ZERO, 1, 1, 1, Duration.ofMinutes(1)))
                .hasMessageContaining("pressure must be in (0, 1), got 1.2");
        assertThatThrownBy(() -> new DiagnosisPolicy(0.8, 1.1, Duration.ZERO, 1, 1, 1, Duration.ofMinutes(1)))
                .hasMessageContaining("relief must be in (0, 1], got 1.1");
        assertThatThrownBy(() -> new DiagnosisPolicy(0.8, 0.7, Duration.ZERO, -1, 1, 1, Duration.ofMinutes(1)))
                .hasMessageContaining("-1 automatic");
        assertThatThrownBy(() -> reading(-1, 1, 1)).hasMessageContaining("usedBytes must not be negative, got -1");
        assertThatThrownBy(() -> reading(1, 1, 0)).hasMessageContaining("limitBytes must be positive, got 0");
    }

    private static DiagnosisRequest request(String id, Instant at) {
        return DiagnosisRequest.newBuilder()
                .setRequestId(id)
                .setServiceName("shop")
                .setServiceInstanceId("shop-0")
                .setTrigger(DiagnosisTrigger.PRESSURE)
                .setAtMs(at.toEpochMilli())
                .build();
    }

    private static MemoryReading ofLimit(long percent) {
        return new MemoryReading(NOON, percent, OptionalLong.empty(), OptionalLong.of(100));
    }

    private static MemoryReading reading(long used, long request, long limit) {
        return new MemoryReading(NOON, used, OptionalLong.of(request), OptionalLong.of(limit));
    }
}

package io.heaptide.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import io.heaptide.notifier.AlertTriage.Decision;
import io.heaptide.notifier.AlertTriage.Decision.Drop;
import io.heaptide.notifier.AlertTriage.Decision.Send;
import io.heaptide.schemas.AvroCodec;
import io.heaptide.schemas.IncidentState;
import io.heaptide.schemas.LeakAlert;
import io.heaptide.schemas.LeakScore;
import io.heaptide.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlertTriageTest {

    private static final Duration DAY = Duration.ofDays(1);
    private static final Instant NOW = Alerts.FIRED.plus(Duration.ofMinutes(1));

    private final AlertTriage people = new AlertTriage(Targets.TOLD, DAY);
    private final AlertTriage machines = new AlertTriage(EnumSet.allOf(IncidentState.class), DAY);

    @Test
    void sendsAFiringAlert() {
        assertThat(decide(people, Alerts.firing("inc-1")))
                .isEqualTo(new Send(Alerts.firing("inc-1"), new IdempotencyKey("inc-1:firing")));
    }

    @Test
    void doesNotWakePeopleForPending() {
        assertThat(reason(decide(people, Alerts.pending("inc-1")))).isEqualTo(DropReason.UNWANTED);
        assertThat(decide(machines, Alerts.pending("inc-1"))).isInstanceOf(Send.class);
    }

    @Test
    void tellsTheEndOnlyToThoseWhoWereToldOfTheStart() {
        LeakAlert subsided = Alerts.resolved("inc-1");
        subsided.setPreviousState(IncidentState.PENDING);

        assertThat(reason(decide(people, subsided))).isEqualTo(DropReason.UNWANTED);
        assertThat(decide(machines, subsided)).isInstanceOf(Send.class);
        assertThat(decide(people, Alerts.resolved("inc-1"))).isInstanceOf(Send.class);
    }

    @Test
    void doesNotRepeatWhatWasDeliveredButTellsTheNextState() {
        DeliveredKeys delivered = DeliveredKeys.NONE.with(IdempotencyKey.of(Alerts.firing("inc-1")));

        assertThat(reason(people.decide(bytes(Alerts.firing("inc-1")), delivered, NOW)))
                .isEqualTo(DropReason.ALREADY_DELIVERED);
        assertThat(people.decide(bytes(Alerts.resolved("inc-1")), delivered, NOW))
                .isInstanceOf(Send.class);
        assertThat(people.decide(bytes(Alerts.firing("inc-2")), delivered, NOW)).isInstanceOf(Send.class);
    }

    @Test
    void tellsOnceWhereInTheCodeAfterTheAlertItself() {
        LeakAlert news = Alerts.siteNamed("inc-1");
        DeliveredKeys called = DeliveredKeys.NONE.with(IdempotencyKey.of(Alerts.firing("inc-1")));
        IdempotencyKey key = new IdempotencyKey("inc-1:site_named");

        assertThat(people.decide(bytes(news), called, NOW)).isEqualTo(new Send(news, key));
        assertThat(reason(people.decide(bytes(news), called.with(key), NOW))).isEqualTo(DropReason.ALREADY_DELIVERED);
    }

    @Test
    void dropsWhatIsOlderThanTheAgeLimit() {
        byte[] value = bytes(Alerts.firing("inc-1"));

        assertThat(people.decide(value, DeliveredKeys.NONE, Alerts.FIRED.plus(DAY)))
                .isInstanceOf(Send.class);
        assertThat(reason(people.decide(
                        value, DeliveredKeys.NONE, Alerts.FIRED.plus(DAY).plusMillis(1))))
                .isEqualTo(DropReason.EXPIRED);
    }

    @Test
    void sendsAnAlertFromAClockThatIsAhead() {
        assertThat(people.decide(bytes(Alerts.firing("inc-1")), DeliveredKeys.NONE, Alerts.FIRED.minus(DAY)))
                .isInstanceOf(Send.class);
    }

    @Test
    void aTombstoneIsMalformed() {
        assertThat(people.decide(null, DeliveredKeys.NONE, NOW)).isEqualTo(new Drop(DropReason.MALFORMED, "no value"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 9, 10, 11, 40, 200})
    void aTruncatedRecordIsMalformed(int length) {
        byte[] cut = Arrays.copyOf(bytes(Alerts.firing("inc-1")), length);

        assertThat(reason(people.decide(cut, DeliveredKeys.NONE, NOW))).isEqualTo(DropReason.MALFORMED);
    }

    @Test
    void anAlertOfNoIncidentOrNoServiceIsMalformed() {
        LeakScore nameless = Alerts.score().setServiceName(" ").build();

        assertThat(reason(decide(people, Alerts.firing(" ")))).isEqualTo(DropReason.MALFORMED);
        assertThat(reason(decide(people, Alerts.firing(nameless)))).isEqualTo(DropReason.MALFORMED);
    }

    private static Decision decide(AlertTriage triage, LeakAlert alert) {
        return triage.decide(bytes(alert), DeliveredKeys.NONE, NOW);
    }

    private static DropReason reason(Decision decision) {
        assertThat(decision).isInstanceOf(Drop.class);
        return ((Drop) decision).reason();
    }

    private static byte[] bytes(LeakAlert alert) {
        return AvroCodec.of(Topics.LEAK_ALERTS).encode(alert);
    }
}

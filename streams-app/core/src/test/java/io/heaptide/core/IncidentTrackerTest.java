package io.heaptide.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class IncidentTrackerTest {
    private static final long MINUTE = 60_000;
    private static final long T = MemorySeries.START;

    private final IncidentTracker tracker = new IncidentTracker(DetectorPolicy.defaults());
    private final List<IncidentChange> changes = new ArrayList<>();
    private Optional<Incident> current = Optional.empty();
    private boolean siteKnown;

    @Test
    void aLeakIsPendingThenFiringOnce() {
        scores(0, 30, Verdict.LEAKING, "1.0");
        assertThat(changes)
                .extracting(IncidentChange::state)
                .containsExactly(IncidentState.PENDING, IncidentState.FIRING);
        assertThat(changes.get(1).reason()).isEqualTo(IncidentReason.ESCALATED);
        assertThat(changes.get(1).previous()).contains(IncidentState.PENDING);
    }

    @Test
    void aSiteThatBecomesKnownLaterIsToldOnce() {
        scores(0, 30, Verdict.LEAKING, "1.0");
        siteKnown = true;
        scores(30, 40, Verdict.LEAKING, "1.0");
        siteKnown = false;
        scores(40, 45, Verdict.LEAKING, "1.0");
        siteKnown = true;
        scores(45, 60, Verdict.LEAKING, "1.0");
        assertThat(changes)
                .extracting(IncidentChange::reason)
                .containsExactly(IncidentReason.FIRST_SUSPECT, IncidentReason.ESCALATED, IncidentReason.SITE_NAMED);
        assertThat(changes.get(2).state()).isEqualTo(IncidentState.FIRING);
        assertThat(changes.get(2).previous()).contains(IncidentState.FIRING);
    }

    @Test
    void aSiteThatTheAlertNamedIsNotToldAgain() {
        siteKnown = true;
        scores(0, 60, Verdict.LEAKING, "1.0");
        assertThat(changes)
                .extracting(IncidentChange::reason)
                .containsExactly(IncidentReason.FIRST_SUSPECT, IncidentReason.ESCALATED);
    }

    @Test
    void suspicionAloneCallsNobody() {
        scores(0, 60, Verdict.SUSPECT, "1.0");
        assertThat(changes).extracting(IncidentChange::state).containsExactly(IncidentState.PENDING);
    }

    @Test
    void absenceResolvesNothing() {
        scores(0, 10, Verdict.LEAKING, "1.0");
        scores(10, 5000, Verdict.NOT_ENOUGH_DATA, "1.0");
        assertThat(current.orElseThrow().state()).isEqualTo(IncidentState.FIRING);
    }

    @Test
    void calmForAsLongAsTheEvidenceResolves() {
        scores(0, 10, Verdict.LEAKING, "1.0");
        scores(10, 40, Verdict.STEADY, "1.0");
        assertThat(current.orElseThrow().state()).isEqualTo(IncidentState.FIRING);
        scores(40, 90, Verdict.STEADY, "1.0");
        assertThat(current.orElseThrow().state()).isEqualTo(IncidentState.RESOLVED);
        assertThat(changes.get(2).reason()).isEqualTo(IncidentReason.RECOVERED);
    }

    @Test
    void flickeringDoesNotCallTwice() {
        for (int minute = 0; minute < 120; minute++) {
            scores(minute, minute + 1, minute % 5 == 4 ? Verdict.STEADY : Verdict.LEAKING, "1.0");
        }
        assertThat(changes)
                .extracting(IncidentChange::state)
                .containsExactly(IncidentState.PENDING, IncidentState.FIRING);
    }

    @Test
    void anotherVersionThatIsWellResolvesWithThatReason() {
        scores(0, 10, Verdict.LEAKING, "1.0");
        scores(10, 90, Verdict.STEADY, "1.1");
        assertThat(changes.get(2).reason()).isEqualTo(IncidentReason.NEW_VERSION);
    }

    @Test
    void aPendingIncidentSubsides() {
        scores(0, 5, Verdict.SUSPECT, "1.0");
        scores(5, 90, Verdict.STEADY, "1.0");
        assertThat(changes.get(1).reason()).isEqualTo(IncidentReason.SUBSIDED);
    }

    @Test
    void afterItsEndTheNextOneHasAnotherId() {
        scores(0, 10, Verdict.LEAKING, "1.0");
        String first = current.orElseThrow().id();
        scores(10, 90, Verdict.STEADY, "1.0");
        scores(90, 95, Verdict.LEAKING, "1.0");
        assertThat(current.orElseThrow().id()).isNotEqualTo(first);
    }

    @Test
    void aReplayOpensTheSameIncidentAndOldScoresChangeNothing() {
        scores(0, 10, Verdict.LEAKING, "1.0");
        Optional<Incident> before = current;
        scores(3, 9, Verdict.STEADY, "1.0");
        assertThat(current).isEqualTo(before);
        current = Optional.empty();
        scores(0, 10, Verdict.LEAKING, "1.0");
        assertThat(current).isEqualTo(before);
    }

    @Test
    void survivesSerialisation() throws IOException {
        scores(0, 10, Verdict.LEAKING, "1.0");
        Incident incident = current.orElseThrow();
        assertThat(Bytes.copy(incident::writeTo, Incident::readFrom)).isEqualTo(incident);
        assertThatThrownBy(() -> new Incident(" ", IncidentState.FIRING, 0, 0, 0, "", 0, 0, 0, false))
                .hasMessageContaining("incident id");
        assertThatThrownBy(() -> new Incident("x", IncidentState.FIRING, 5, 4, 0, "", 0, 0, 0, false))
                .hasMessageContaining("changedAtMillis");
    }

    private void scores(long fromMinute, long toMinute, Verdict verdict, String version) {
        for (long minute = fromMinute; minute < toMinute; minute++) {
            IncidentDecision decision =
                    tracker.decide(current, score(T + minute * MINUTE, verdict, version), siteKnown);
            current = decision.next();
            decision.change().ifPresent(changes::add);
        }
    }

    private static ServiceScore score(long atMillis, Verdict verdict, String version) {
        return new ServiceScore(
                new ServiceId("shop", "cart"),
                version,
                "",
                atMillis - 40 * MINUTE,
                atMillis,
                verdict,
                verdict == Verdict.LEAKING ? 80 : 10,
                "",
                1,
                0,
                0,
                0,
                0,
                Slope.NONE,
                OptionalDouble.empty(),
                Optional.empty(),
                "",
                List.of());
    }
}

package io.heaptide.notifier;

import io.heaptide.schemas.Gate;
import io.heaptide.schemas.IncidentState;
import io.heaptide.schemas.LeakAlert;
import io.heaptide.schemas.LeakScore;
import io.heaptide.schemas.SiteBlame;
import io.heaptide.schemas.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Builds alerts: one plausible incident, changed where a test needs it. */
final class Alerts {

    static final Instant OPENED = Instant.parse("2026-03-04T10:12:00Z");
    static final Instant FIRED = OPENED.plus(Duration.ofMinutes(125));

    private static final double MIB = 1 << 20;

    private Alerts() {}

    static LeakAlert firing(String id) {
        return alert(id, IncidentState.FIRING, "ESCALATED", FIRED, score().build());
    }

    static LeakAlert firing(LeakScore score) {
        return alert("inc-1", IncidentState.FIRING, "ESCALATED", FIRED, score);
    }

    /** Where in the code, which was not known when people were called. */
    static LeakAlert siteNamed(String id) {
        LeakAlert alert =
                alert(id, IncidentState.FIRING, "SITE_NAMED", FIRED.plus(Duration.ofMinutes(1)), score().build());
        alert.setPreviousState(IncidentState.FIRING);
        return alert;
    }

    static LeakAlert pending(String id) {
        return alert(
                id,
                IncidentState.PENDING,
                "FIRST_SUSPECT",
                OPENED,
                score().setVerdict(Verdict.SUSPECT).build());
    }

    static LeakAlert resolved(String id) {
        LeakScore calm = score().setVerdict(Verdict.STEADY)
                .setScore(3)
                .setSlopeBytesPerHour(0.1 * MIB)
                .setSlopeLowBytesPerHour(-0.3 * MIB)
                .setSlopeHighBytesPerHour(0.5 * MIB)
                .setInstancesLeaking(0)
                .setInstancesSuspect(0)
                .build();
        LeakAlert alert = alert(id, IncidentState.RESOLVED, "RECOVERED", FIRED.plus(Duration.ofHours(3)), calm);
        alert.setPreviousState(IncidentState.FIRING);
        return alert;
    }

    static LeakAlert alert(String id, IncidentState state, String reason, Instant at, LeakScore score) {
        return LeakAlert.newBuilder()
                .setIncidentId(id)
                .setState(state)
                .setReason(reason)
                .setAtMs(at.toEpochMilli())
                .setOpenedAtMs(OPENED.toEpochMilli())
                .setScore(score)
                .build();
    }

    static LeakScore.Builder score() {
        return LeakScore.newBuilder()
                .setServiceNamespace("shop")
                .setServiceName("checkout")
                .setServiceVersion("2.4.1")
                .setEnvironment("prod")
                .setWindowStartMs(OPENED.toEpochMilli())
                .setWindowEndMs(FIRED.toEpochMilli())
                .setVerdict(Verdict.LEAKING)
                .setScore(92.6)
                .setSignal("jvm.memory.used_after_last_gc")
                .setInstances(12)
                .setInstancesLeaking(11)
                .setInstancesSuspect(1)
                .setShareAffected(1)
                .setLevelBytes(612 * MIB)
                .setSlopeBytesPerHour(48.2 * MIB)
                .setSlopeLowBytesPerHour(41 * MIB)
                .setSlopeHighBytesPerHour(55.34 * MIB)
                .setLimitBytes(1024 * MIB)
                .setTimeToLimitLowSeconds(3 * 3600.0 + 1500)
                .setTimeToLimitHighSeconds(5 * 3600.0)
                .setFirstToDie("checkout-7f9c-x2")
                .setReasons(List.of(
                        gate("share-of-limit-grown", 0.42, 0.1, true),
                        gate("p-value", 1e-12, 0.01, true),
                        gate("r-squared", 0.2, 0.5, false)))
                .setTopSites(List.of(
                        site("com.acme.Sessions.<init>", 0.05), site("com.acme.Cache.put(Object, Object)", 0.784)))
                .setAlgoVersion(1);
    }

    /** A score whose every name is the given text. */
    static LeakScore named(String name) {
        return score().setServiceNamespace(name)
                .setSinceVersion(name)
                .setServiceName(name)
                .setServiceVersion(name)
                .setEnvironment(name)
                .setSignal(name)
                .setFirstToDie(name)
                .setReasons(List.of(gate(name, 1, 0, true), gate(name, 2, 0, true), gate(name, 3, 0, true)))
                .setTopSites(List.of(site(name, 1)))
                .build();
    }

    static Gate gate(String name, double value, double threshold, boolean passed) {
        return new Gate(name, value, threshold, passed);
    }

    static SiteBlame site(String name, double share) {
        return new SiteBlame("fp-1", name, "byte[]", 1e8, 4e7, share, 1e6);
    }
}

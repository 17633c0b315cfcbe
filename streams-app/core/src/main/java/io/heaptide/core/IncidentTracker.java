package io.heaptide.core;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

/**
 * Turns scores into incidents with hysteresis: one alert an incident, a second one if only then it is known where in the
 * code, and absence never resolves one.
 */
public final class IncidentTracker {
    private final DetectorPolicy policy;

    public IncidentTracker(DetectorPolicy policy) {
        this.policy = policy;
    }

    /**
     * Takes one more score into account. The next incident is the one to remember, also once it is resolved; a resolved
     * one counts as none the next time. A score no newer than the last one changes nothing.
     *
     * @param siteKnown whether one allocation site explains most of the growth
     */
    public IncidentDecision decide(Optional<Incident> current, ServiceScore score, boolean siteKnown) {
        if (current.isEmpty() || current.get().state() == IncidentState.RESOLVED) {
            return open(current, score, siteKnown);
        }
        Incident incident = current.get();
        if (score.atMillis() <= incident.lastScoredMillis()) {
            return new IncidentDecision(current, Optional.empty());
        }
        Incident seen = observe(incident, score);
        if (incident.state() == IncidentState.PENDING && held(seen, score)) {
            return change(seen, IncidentState.FIRING, IncidentReason.ESCALATED, score, siteKnown);
        }
        if (isOver(seen, score)) {
            return change(seen, IncidentState.RESOLVED, reasonOfEnd(seen, score), score, seen.siteNamed());
        }
        if (seen.state() == IncidentState.FIRING && siteKnown && !seen.siteNamed()) {
            return change(seen, IncidentState.FIRING, IncidentReason.SITE_NAMED, score, true);
        }
        return new IncidentDecision(Optional.of(seen), Optional.empty());
    }

    private IncidentDecision open(Optional<Incident> current, ServiceScore score, boolean siteKnown) {
        boolean old = current.isPresent() && score.atMillis() <= current.get().lastScoredMillis();
        if (old || !score.verdict().isConcern()) {
            return new IncidentDecision(current, Optional.empty());
        }
        boolean leaking = score.verdict() == Verdict.LEAKING;
        boolean fires = leaking && policy.firingPanes() == 0;
        IncidentState state = fires ? IncidentState.FIRING : IncidentState.PENDING;
        Incident incident = new Incident(
                id(score),
                state,
                score.atMillis(),
                score.atMillis(),
                score.atMillis(),
                score.version(),
                leaking ? score.atMillis() : 0,
                0,
                score.atMillis() - score.windowStartMillis(),
                fires && siteKnown);
        IncidentReason reason = fires ? IncidentReason.FIRST_FIRING : IncidentReason.FIRST_SUSPECT;
        return new IncidentDecision(
                Optional.of(incident), Optional.of(new IncidentChange(Optional.empty(), state, reason)));
    }

    private static Incident observe(Incident incident, ServiceScore score) {
        boolean leaking = score.verdict() == Verdict.LEAKING;
        return new Incident(
                incident.id(),
                incident.state(),
                incident.openedAtMillis(),
                incident.changedAtMillis(),
                score.atMillis(),
                leaking ? score.version() : incident.version(),
                leaking ? since(incident.leakingSinceMillis(), score) : 0,
                isCalm(score) ? since(incident.calmSinceMillis(), score) : 0,
                score.verdict().isConcern()
                        ? Math.max(incident.evidenceMillis(), score.atMillis() - score.windowStartMillis())
                        : incident.evidenceMillis(),
                incident.siteNamed());
    }

    private static long since(long sinceMillis, ServiceScore score) {
        return sinceMillis == 0 ? score.atMillis() : sinceMillis;
    }

    /** Neither absence nor a young life is calm. */
    private static boolean isCalm(ServiceScore score) {
        return !score.verdict().isConcern()
                && score.verdict() != Verdict.NOT_ENOUGH_DATA
                && score.verdict() != Verdict.WARMING_UP;
    }

    private boolean held(Incident incident, ServiceScore score) {
        return incident.leakingSinceMillis() != 0
                && score.atMillis() - incident.leakingSinceMillis() >= policy.firingPanes() * policy.paneMillis();
    }

    private boolean isOver(Incident incident, ServiceScore score) {
        long needed = Math.max(policy.calmPanes() * policy.paneMillis(), incident.evidenceMillis());
        return incident.calmSinceMillis() != 0 && score.atMillis() - incident.calmSinceMillis() >= needed;
    }

    private static IncidentReason reasonOfEnd(Incident incident, ServiceScore score) {
        if (incident.state() == IncidentState.PENDING) {
            return IncidentReason.SUBSIDED;
        }
        boolean sameVersion =
                incident.version().equals(score.version()) || score.version().isEmpty();
        return sameVersion ? IncidentReason.RECOVERED : IncidentReason.NEW_VERSION;
    }

    private static IncidentDecision change(
            Incident incident, IncidentState state, IncidentReason reason, ServiceScore score, boolean siteNamed) {
        Incident next = new Incident(
                incident.id(),
                state,
                incident.openedAtMillis(),
                score.atMillis(),
                incident.lastScoredMillis(),
                incident.version(),
                incident.leakingSinceMillis(),
                incident.calmSinceMillis(),
                incident.evidenceMillis(),
                siteNamed);
        return new IncidentDecision(
                Optional.of(next), Optional.of(new IncidentChange(Optional.of(incident.state()), state, reason)));
    }

    /** Service and time of opening, hashed: a replay gives the same id, two incidents of a service never do. */
    private static String id(ServiceScore score) {
        byte[] service = (score.service().namespace() + '\0' + score.service().name()).getBytes(StandardCharsets.UTF_8);
        ByteBuffer seed =
                ByteBuffer.allocate(service.length + Long.BYTES).put(service).putLong(score.atMillis());
        return UUID.nameUUIDFromBytes(seed.array()).toString();
    }
}

package io.heaptide.topology;

import io.heaptide.core.Incident;
import io.heaptide.core.IncidentChange;
import io.heaptide.core.IncidentDecision;
import io.heaptide.core.IncidentState;
import io.heaptide.core.IncidentTracker;
import io.heaptide.core.ServiceId;
import io.heaptide.core.ServiceScore;
import io.heaptide.core.ServiceScorer;
import io.heaptide.core.SiteGrowth;
import io.heaptide.schemas.LeakAlert;
import io.heaptide.schemas.LeakScore;
import io.heaptide.topology.PublishPolicy.Published;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Scores each service once per pane: at once when every partition that speaks of it has spoken, else when the pane after
 * it has passed. A service of which nothing more is heard is not scored again, so silence resolves nothing.
 */
final class ServiceWatch {

    private final TopologyConfig config;
    private final HeapStore<ServiceId, WatchedService> services;
    private final HeapStore<ServiceId, KeptLedger> ledgers;
    private final ServiceScorer scorer;
    private final IncidentTracker tracker;
    private final DueQueue<ServiceId> due = new DueQueue<>();

    ServiceWatch(
            TopologyConfig config,
            HeapStore<ServiceId, WatchedService> services,
            HeapStore<ServiceId, KeptLedger> ledgers) {
        this.config = config;
        this.services = services;
        this.ledgers = ledgers;
        this.scorer = new ServiceScorer(config.detector());
        this.tracker = new IncidentTracker(config.detector());
        services.slots()
                .forEach(slot -> due.set(slot.key(), slot.state().round().dueMillis()));
    }

    /** The newest time that the restored state knows of, empty if there is none. */
    OptionalLong lastPlannedMillis() {
        return services.slots().stream()
                .mapToLong(slot -> slot.state().round().plannedMillis())
                .max();
    }

    /** Takes what one partition says. */
    void take(ServicePartial partial, long nowMillis, Findings findings) {
        Slot<ServiceId, WatchedService> slot = services.find(partial.service());
        if (slot == null) {
            slot = services.create(partial.service(), new WatchedService());
        }
        WatchedService service = slot.state();
        if (!service.put(partial)) {
            return;
        }
        service.expire(service.newestMillis() - config.evidenceMaxAge().toMillis());
        slot.changed();
        if (service.isComplete()) {
            evaluate(slot, nowMillis, findings);
        } else if (partial.atMillis() > service.scoredMillis()
                && !service.round().isPending()) {
            plan(slot, new Round(partial.atMillis() + config.paneMillis(), nowMillis, partial.atMillis()));
        }
    }

    /** Scores every service that has waited long enough for its other partitions, and forgets the long silent. */
    void runDue(long nowMillis, Findings findings) {
        for (ServiceId id = due.poll(nowMillis); id != null; id = due.poll(nowMillis)) {
            Slot<ServiceId, WatchedService> slot = services.find(id);
            if (slot != null && slot.state().round().isPending()) {
                evaluate(slot, nowMillis, findings);
            } else if (slot != null && !hasOpenIncident(slot.state())) {
                services.remove(slot);
            }
        }
    }

    private void evaluate(Slot<ServiceId, WatchedService> slot, long nowMillis, Findings findings) {
        WatchedService service = slot.state();
        long atMillis = service.newestMillis();
        ServiceScore score = scorer.score(slot.key(), service.merged(), atMillis);
        Optional<Incident> before = service.incident();
        IncidentDecision decision = tracker.decide(before, score);
        service.scored(atMillis, decision.next());
        plan(slot, new Round(atMillis + config.idleAfter().toMillis(), nowMillis, Round.NONE));
        publish(service, score, decision, findings);
        decision.change().ifPresent(change -> findings.alert(alert(before, decision, change, wire(service, score))));
    }

    private void publish(WatchedService service, ServiceScore score, IncidentDecision decision, Findings findings) {
        Published next = new Published(score.verdict(), score.score(), score.version(), score.atMillis());
        if (decision.change().isPresent() || config.publish().saysSomethingNew(service.published(), next)) {
            service.published(next);
            findings.score(wire(service, score));
        }
    }

    private static LeakAlert alert(
            Optional<Incident> before, IncidentDecision decision, IncidentChange change, LeakScore score) {
        return WireScore.alert(decision.next().or(() -> before).orElseThrow(), change, score);
    }

    private LeakScore wire(WatchedService service, ServiceScore score) {
        Slot<ServiceId, KeptLedger> ledger = ledgers.find(score.service());
        List<SiteGrowth> sites = ledger == null ? List.of() : ledger.state().top(config.topSites(), score.atMillis());
        return WireScore.of(score, service.environment(), sites);
    }

    private void plan(Slot<ServiceId, WatchedService> slot, Round round) {
        slot.state().plan(round);
        slot.changed();
        due.set(slot.key(), round.dueMillis());
    }

    private static boolean hasOpenIncident(WatchedService service) {
        return service.incident()
                .filter(incident -> incident.state() != IncidentState.RESOLVED)
                .isPresent();
    }

    /** Where scores and alerts go. */
    interface Findings {
        void score(LeakScore score);

        void alert(LeakAlert alert);
    }
}

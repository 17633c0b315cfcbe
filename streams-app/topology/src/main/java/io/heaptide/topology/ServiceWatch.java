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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Scores each service pane by pane: at once when every partition that speaks of it has come as far, else when those that
 * fell silent have been waited for long enough. A service of which nothing more is heard is not scored again, so silence
 * resolves nothing.
 */
final class ServiceWatch {

    // words of one service; a bound on memory where one partition lags hours behind the others
    private static final int MAX_WAITING = 1024;

    private final TopologyConfig config;
    private final HeapStore<ServiceId, WatchedService> services;
    private final WaitingRoom waiting;
    private final HeapStore<ServiceId, KeptLedger> ledgers;
    private final ServiceScorer scorer;
    private final IncidentTracker tracker;
    private final Map<ServiceId, Map<Integer, Long>> lastWordWallMillis = new HashMap<>();
    private final DueQueue<ServiceId> dueWall = new DueQueue<>();
    private final long startedWallMillis;

    ServiceWatch(
            TopologyConfig config,
            HeapStore<ServiceId, WatchedService> services,
            WaitingRoom waiting,
            HeapStore<ServiceId, KeptLedger> ledgers,
            long wallMillis) {
        this.config = config;
        this.services = services;
        this.waiting = waiting;
        this.ledgers = ledgers;
        this.scorer = new ServiceScorer(config.detector());
        this.tracker = new IncidentTracker(config.detector());
        this.startedWallMillis = wallMillis;
        services.slots().forEach(slot -> dueWall.set(slot.key(), wallMillis + absentMillis()));
    }

    /** Takes what one partition says. */
    void take(ServicePartial partial, long wallMillis, Findings findings) {
        Slot<ServiceId, WatchedService> slot = services.find(partial.service());
        if (slot == null) {
            slot = services.create(partial.service(), new WatchedService());
        }
        if (partial.atMillis() > slot.state().scoredMillis()) {
            waiting.put(partial);
        } else {
            slot.state().put(partial);
            slot.changed();
        }
        lastWordWallMillis
                .computeIfAbsent(partial.service(), service -> new HashMap<>())
                .put(partial.partition(), wallMillis);
        scoreWhatIsComplete(slot, wallMillis, findings);
    }

    /** Scores services that have waited long enough for their other partitions, and forgets the long silent. */
    void runDue(long wallMillis, Findings findings) {
        for (ServiceId id = dueWall.poll(wallMillis); id != null; id = dueWall.poll(wallMillis)) {
            Slot<ServiceId, WatchedService> slot = services.find(id);
            if (slot != null && waiting.nextPane(id).isPresent()) {
                scoreWhatIsComplete(slot, wallMillis, findings);
            } else if (slot != null) {
                forgetIfSilent(slot, wallMillis);
            }
        }
    }

    private void scoreWhatIsComplete(Slot<ServiceId, WatchedService> slot, long wallMillis, Findings findings) {
        OptionalLong pane = waiting.nextPane(slot.key());
        while (pane.isPresent() && isComplete(slot, wallMillis)) {
            score(slot, pane.getAsLong(), findings);
            pane = waiting.nextPane(slot.key());
        }
        dueWall.set(slot.key(), wallMillis + (pane.isPresent() ? absentMillis() : idleMillis()));
    }

    private boolean isComplete(Slot<ServiceId, WatchedService> slot, long wallMillis) {
        return waiting.missing(slot.key(), slot.state().partitions()).stream()
                        .allMatch(partition -> wallMillis - lastWord(slot.key(), partition) >= absentMillis())
                || waiting.size(slot.key()) > MAX_WAITING;
    }

    private void score(Slot<ServiceId, WatchedService> slot, long paneEnd, Findings findings) {
        WatchedService service = slot.state();
        waiting.take(slot.key(), paneEnd).forEach(service::put);
        service.forgetUpTo(paneEnd - config.evidenceMaxAge().toMillis());
        ServiceScore score = withSites(scorer.score(slot.key(), service.merged(), paneEnd));
        List<SiteGrowth> sites = sites(score);
        Optional<Incident> before = service.incident();
        IncidentDecision decision = tracker.decide(before, score, sites.stream().anyMatch(SiteGrowth::explainsMost));
        service.scored(paneEnd, decision.next());
        slot.changed();
        LeakScore wire = WireScore.of(score, service.environment(), sites);
        publish(service, score, wire, decision, findings);
        decision.change().ifPresent(change -> findings.alert(alert(before, decision, change, wire)));
    }

    private void publish(
            WatchedService service, ServiceScore score, LeakScore wire, IncidentDecision decision, Findings findings) {
        Published next = new Published(score.verdict(), score.score(), score.version(), score.atMillis());
        if (decision.change().isPresent() || config.publish().saysSomethingNew(service.published(), next)) {
            service.published(next);
            findings.score(wire);
        }
    }

    private static LeakAlert alert(
            Optional<Incident> before, IncidentDecision decision, IncidentChange change, LeakScore score) {
        return WireScore.alert(decision.next().or(() -> before).orElseThrow(), change, score);
    }

    private List<SiteGrowth> sites(ServiceScore score) {
        Slot<ServiceId, KeptLedger> ledger = ledgers.find(score.service());
        return ledger == null ? List.of() : ledger.state().top(config.topSites(), score.atMillis());
    }

    /** Sites are heard while they are as fresh as the readings must be. */
    private ServiceScore withSites(ServiceScore score) {
        Slot<ServiceId, KeptLedger> ledger = ledgers.find(score.service());
        long oldest = score.atMillis() - config.evidenceMaxAge().toMillis();
        return ledger == null || ledger.state().lastMillis() <= oldest
                ? score
                : ledger.state().testimony(score.atMillis()).heard(score);
    }

    private void forgetIfSilent(Slot<ServiceId, WatchedService> slot, long wallMillis) {
        long newest = slot.state().partials().stream()
                .mapToLong(partial -> lastWord(slot.key(), partial.partition()))
                .max()
                .orElse(startedWallMillis);
        if (wallMillis - newest < idleMillis() || hasOpenIncident(slot.state())) {
            dueWall.set(slot.key(), wallMillis + idleMillis());
        } else {
            lastWordWallMillis.remove(slot.key());
            services.remove(slot);
        }
    }

    private long lastWord(ServiceId service, int partition) {
        return lastWordWallMillis.getOrDefault(service, Map.of()).getOrDefault(partition, startedWallMillis);
    }

    private long absentMillis() {
        return config.absentAfter().toMillis();
    }

    private long idleMillis() {
        return config.idleAfter().toMillis();
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

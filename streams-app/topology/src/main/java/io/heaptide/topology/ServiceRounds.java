package io.heaptide.topology;

import io.heaptide.core.InstanceId;
import io.heaptide.core.ServiceEvidence;
import io.heaptide.core.ServiceId;
import io.heaptide.schemas.SeriesTrend;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Sums up each service's instances in this partition once per pane, before the shuffle.
 *
 * <p>A round is due a while after the first instance closed a pane, so that the others have too, and not at the same
 * moment for all services. It visits the service's own instances only: closes the panes of the quiet, forgets the idle.
 */
final class ServiceRounds {

    private final TopologyConfig config;
    private final int partition;
    private final HeapStore<InstanceId, TrackedInstance> instances;
    private final HeapStore<ServiceId, Round> rounds;
    private final InstanceEvaluation evaluation;
    private final EvidenceForm form = new EvidenceForm();
    private final DueQueue<ServiceId> due = new DueQueue<>();
    // sorted, so that sums are added up in the same order before and after a restart
    private final Map<ServiceId, NavigableMap<String, Slot<InstanceId, TrackedInstance>>> members = new HashMap<>();

    ServiceRounds(
            TopologyConfig config,
            int partition,
            HeapStore<InstanceId, TrackedInstance> instances,
            HeapStore<ServiceId, Round> rounds,
            InstanceEvaluation evaluation) {
        this.config = config;
        this.partition = partition;
        this.instances = instances;
        this.rounds = rounds;
        this.evaluation = evaluation;
        instances.slots().forEach(this::join);
        rounds.slots().forEach(slot -> due.set(slot.key(), slot.state().dueMillis()));
    }

    /** The newest time that the restored rounds know of, empty if there are none. */
    OptionalLong lastPlannedMillis() {
        return rounds.slots().stream()
                .mapToLong(slot -> slot.state().plannedMillis())
                .max();
    }

    /** An instance was first seen. */
    void joined(Slot<InstanceId, TrackedInstance> slot, long nowMillis) {
        join(slot);
        if (rounds.find(slot.key().service()) == null) {
            long firstVisit = nowMillis + config.quietAfter().toMillis();
            plan(slot.key().service(), new Round(firstVisit, nowMillis, Round.NONE, Round.NONE));
        }
    }

    /** An instance was evaluated: its service is summed up when the others have had time to, and once a pane at most. */
    void evaluated(Slot<InstanceId, TrackedInstance> slot, long nowMillis) {
        ServiceId service = slot.key().service();
        long boundary = slot.state().assessedMillis();
        Slot<ServiceId, Round> known = rounds.find(service);
        long summed = known == null ? Round.NONE : known.state().summedMillis();
        if (known == null || !known.state().isPending()) {
            long due = Math.max(boundary, summed + config.paneMillis()) + settleMillis(service);
            plan(service, new Round(due, nowMillis, boundary, summed));
        } else if (boundary > known.state().pendingMillis()) {
            plan(service, new Round(known.state().dueMillis(), nowMillis, boundary, summed));
        }
    }

    /** Holds every round whose time has come. */
    void runDue(long nowMillis, Findings findings) {
        for (ServiceId service = due.poll(nowMillis); service != null; service = due.poll(nowMillis)) {
            run(service, nowMillis, findings);
        }
    }

    private void run(ServiceId service, long nowMillis, Findings findings) {
        visit(service, nowMillis, findings);
        Collection<Slot<InstanceId, TrackedInstance>> present = membersOf(service);
        Slot<ServiceId, Round> round = rounds.find(service);
        long summed = round == null ? Round.NONE : round.state().summedMillis();
        if (round != null && round.state().isPending()) {
            findings.summed(sum(service, round.state().pendingMillis(), present));
            summed = Math.max(summed, round.state().pendingMillis());
        }
        if (present.isEmpty()) {
            forget(service);
        } else {
            plan(service, new Round(nextVisit(present), nowMillis, Round.NONE, summed));
        }
    }

    private void visit(ServiceId service, long nowMillis, Findings findings) {
        long quietSince = nowMillis - config.quietAfter().toMillis();
        long idleSince = nowMillis - config.idleAfter().toMillis();
        for (Slot<InstanceId, TrackedInstance> slot : List.copyOf(membersOf(service))) {
            long lastMillis = slot.state().state().lastMillis();
            if (lastMillis <= idleSince) {
                evict(slot, findings);
            } else if (slot.state().hasOpenPane() && lastMillis <= quietSince) {
                evaluation.wentQuiet(slot, nowMillis).ifPresent(findings::trend);
                evaluated(slot, nowMillis);
            }
        }
    }

    private ServicePartial sum(
            ServiceId service, long atMillis, Collection<Slot<InstanceId, TrackedInstance>> present) {
        ServiceEvidence sum = ServiceEvidence.EMPTY;
        String environment = "";
        for (Slot<InstanceId, TrackedInstance> slot : present) {
            TrackedInstance tracked = slot.state();
            ServiceEvidence standing =
                    form.thaw(slot.key(), tracked.evidence()).standing(tracked.state(), atMillis, config.detector());
            sum = sum.merge(standing);
            environment = standing.instances() > 0 ? tracked.placement().environment() : environment;
        }
        return new ServicePartial(service, partition, atMillis, environment, sum);
    }

    private long nextVisit(Collection<Slot<InstanceId, TrackedInstance>> present) {
        // in steps: where a thousand instances die one by one, the service is not to be visited a thousand times
        long first = present.stream()
                .map(Slot::state)
                .mapToLong(tracked -> tracked.state().lastMillis()
                        + (tracked.hasOpenPane() ? config.quietAfter() : config.idleAfter()).toMillis())
                .min()
                .orElseThrow();
        return config.sliceEnd(first);
    }

    private void plan(ServiceId service, Round round) {
        Slot<ServiceId, Round> known = rounds.find(service);
        if (known == null) {
            rounds.create(service, round);
        } else if (!known.state().equals(round)) {
            known.replace(round);
        }
        due.set(service, round.dueMillis());
    }

    private void evict(Slot<InstanceId, TrackedInstance> slot, Findings findings) {
        instances.remove(slot);
        NavigableMap<String, Slot<InstanceId, TrackedInstance>> left =
                members.get(slot.key().service());
        if (left != null) {
            left.remove(slot.key().id());
        }
        findings.evicted();
    }

    private void join(Slot<InstanceId, TrackedInstance> slot) {
        members.computeIfAbsent(slot.key().service(), service -> new TreeMap<>())
                .put(slot.key().id(), slot);
    }

    private void forget(ServiceId service) {
        members.remove(service);
        due.cancel(service);
        Slot<ServiceId, Round> known = rounds.find(service);
        if (known != null) {
            rounds.remove(known);
        }
    }

    private Collection<Slot<InstanceId, TrackedInstance>> membersOf(ServiceId service) {
        NavigableMap<String, Slot<InstanceId, TrackedInstance>> found = members.get(service);
        return found == null ? List.of() : found.values();
    }

    // spread over a slice of a pane: by the service's name, so that a task's work does not come in one burst; and by
    // the partition, so that a large service does not keep all threads busy at once
    private long settleMillis(ServiceId service) {
        long share = config.sliceMillis() * partition / config.partitions();
        return config.settle().toMillis() + Math.floorMod(service.hashCode() + share, config.sliceMillis());
    }

    /** Where the results of a round go. */
    interface Findings {
        void trend(SeriesTrend trend);

        void summed(ServicePartial partial);

        void evicted();
    }
}

package io.heaptide.simulator.model;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/**
 * One service of a fleet, with everything that decides its memory.
 *
 * @param namespace {@code service.namespace}
 * @param name {@code service.name}, unique in a fleet
 * @param kind what measures it
 * @param shape the story its memory tells
 * @param limitBytes where it is killed; empty where nothing limits it
 * @param liveSet what each process keeps alive
 * @param churn what comes and goes on top
 * @param noise on the live set
 * @param instanceSpread how much instances differ in size, as a share
 * @param plan when processes begin and end
 * @param joins when each slot is first filled, in fleet time; negative if it was running before the fleet's origin
 * @param seed of everything random in it
 */
public record SimulatedService(
        String namespace,
        String name,
        RuntimeKind kind,
        Shape shape,
        OptionalLong limitBytes,
        LiveSet liveSet,
        Churn churn,
        Noise noise,
        double instanceSpread,
        LifePlan plan,
        List<Duration> joins,
        long seed) {

    /** Checks every part, and that only a leak can reach the limit. */
    public SimulatedService {
        Require.named("service.namespace", namespace);
        Require.named("service.name", name);
        Require.within("service.instanceSpread", instanceSpread, 0, 0.5);
        joins = List.copyOf(joins);
        Require.positive("service.joins", joins.size());
        if (shape.leaks() != liveSet.leak().isPresent()) {
            throw new IllegalArgumentException(
                    "service.liveSet must leak if and only if its shape does, got " + shape + " and " + liveSet);
        }
        int releases = plan.releases().size();
        liveSet.leak().ifPresent(leak -> Require.within("leak.sinceRelease", leak.sinceRelease(), 0, releases - 1.0));
        if (limitBytes.isPresent()) {
            double largest = liveSet.healthyPeakBytes() * (1 + instanceSpread);
            Require.within("service.liveSet's healthy peak", largest, 1, (double) limitBytes.getAsLong());
        }
        if (kind == RuntimeKind.PROCESS && limitBytes.isPresent()) {
            throw new IllegalArgumentException("service.limitBytes must be empty for a process, got " + limitBytes);
        }
    }

    /** How many slots there are once all have joined. */
    public int instances() {
        return joins.size();
    }
}

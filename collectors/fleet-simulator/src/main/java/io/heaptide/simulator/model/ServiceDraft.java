package io.heaptide.simulator.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/** Describes a {@link SimulatedService} step by step, from quiet defaults. */
public final class ServiceDraft {

    private static final Duration RESTART_DELAY = Duration.ofSeconds(10);

    private final String namespace;
    private final String name;
    private final long seed;
    private final List<MemoryPart> parts = new ArrayList<>();
    private RuntimeKind kind = RuntimeKind.CONTAINER;
    private Shape shape = Shape.STEADY_LEVEL;
    private OptionalLong limitBytes = OptionalLong.empty();
    private double baseBytes = Bytes.mib(128);
    private Churn churn = Churn.pageCache(Duration.ofMinutes(10), Bytes.mib(4), 0.2);
    private Noise noise = new Noise(0.006, 0.8, Duration.ofSeconds(30));
    private double instanceSpread = 0.04;
    private LifePlan plan =
            new LifePlan.Deployed(List.of(new Release("1.0.0", Duration.ZERO)), Duration.ZERO, RESTART_DELAY);
    private List<Duration> joins = List.of(Duration.ZERO);

    /** A steady container of one instance that starts at the fleet's origin, to be changed from here. */
    public ServiceDraft(String namespace, String name, long seed) {
        this.namespace = namespace;
        this.name = name;
        this.seed = seed;
    }

    /** What measures it and the story it tells. */
    public ServiceDraft is(RuntimeKind measuredAs, Shape told) {
        kind = measuredAs;
        shape = told;
        return this;
    }

    /** What it always holds. */
    public ServiceDraft base(double bytes) {
        baseBytes = bytes;
        return this;
    }

    /** Where it is killed; a process has no such limit, whatever is said here. */
    public ServiceDraft limit(double bytes) {
        limitBytes = OptionalLong.of((long) bytes);
        return this;
    }

    /** A further reason to hold memory. */
    public ServiceDraft part(MemoryPart part) {
        parts.add(part);
        return this;
    }

    /** What comes and goes on top. */
    public ServiceDraft churn(Churn comesAndGoes) {
        churn = comesAndGoes;
        return this;
    }

    /** The noise on what is live. */
    public ServiceDraft noise(Noise onLive) {
        noise = onLive;
        return this;
    }

    /** How much instances differ in size, as a share. */
    public ServiceDraft instanceSpread(double share) {
        instanceSpread = share;
        return this;
    }

    /** When processes begin and end. */
    public ServiceDraft plan(LifePlan beginsAndEnds) {
        plan = beginsAndEnds;
        return this;
    }

    /** So many instances, all from one fleet time on. */
    public ServiceDraft instances(int count, Duration join) {
        return joining(IntStream.range(0, count).mapToObj(i -> join).toList());
    }

    /** One instance from each of these fleet times on. */
    public ServiceDraft joining(List<Duration> times) {
        joins = times;
        return this;
    }

    /** The finished service. */
    public SimulatedService build() {
        OptionalLong limit = kind == RuntimeKind.PROCESS ? OptionalLong.empty() : limitBytes;
        LiveSet liveSet = new LiveSet(baseBytes, parts);
        return new SimulatedService(
                namespace, name, kind, shape, limit, liveSet, churn, noise, instanceSpread, plan, joins, seed);
    }
}

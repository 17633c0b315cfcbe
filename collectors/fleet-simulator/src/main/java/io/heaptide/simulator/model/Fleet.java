package io.heaptide.simulator.model;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Services on nodes, from a seed. Times in it count from the fleet's origin, which is named only when it is replayed.
 *
 * @param services with names that differ
 * @param nodes how many nodes their instances are spread over
 * @param seed of the placement
 */
public record Fleet(List<SimulatedService> services, int nodes, long seed) {

    private static final int INSTANCES_PER_NODE = 30;

    /** Checks every part. */
    public Fleet {
        services = List.copyOf(services);
        Require.positive("fleet.services", services.size());
        Require.positive("fleet.nodes", nodes);
        Set<String> names = new HashSet<>();
        for (SimulatedService service : services) {
            if (!names.add(service.name())) {
                throw new IllegalArgumentException(
                        "fleet.services must have different names, got two " + service.name());
            }
        }
    }

    /** A production-like fleet, about a quarter of it leaking, with time constants of minutes to days. */
    public static Fleet standard(int services, long seed) {
        List<SimulatedService> all = StandardFleet.services(services, seed);
        int instances = all.stream().mapToInt(SimulatedService::instances).sum();
        return new Fleet(all, 1 + instances / INSTANCES_PER_NODE, seed);
    }

    /** A small healthy fleet whose shapes can be seen within four minutes. */
    public static Fleet demo(long seed) {
        return new Fleet(DemoFleet.healthy(seed), 3, seed);
    }

    /** The demo fleet and leaking services beside it. */
    public static Fleet demoWithLeaks(long seed) {
        List<SimulatedService> all = Stream.concat(DemoFleet.healthy(seed).stream(), DemoFleet.leaking(seed).stream())
                .toList();
        return new Fleet(all, 3, seed);
    }

    /** Begins to sample this fleet at its origin, once a step. */
    public Replay replay(Instant origin, Duration step) {
        return new Replay(slots(), origin, step);
    }

    /** One reading, empty if no process is alive then; a replay says the same. */
    public OptionalLong usedBytes(Slot slot, Signal signal, Duration fleetTime) {
        if (!slot.service().kind().signals().contains(signal)) {
            throw new IllegalArgumentException(
                    "signal must be one of " + slot.service().kind() + ", got " + signal);
        }
        Life life = new Lives(slot).atOrAfter(fleetTime.toMillis());
        if (!life.span().contains(fleetTime.toMillis())) {
            return OptionalLong.empty();
        }
        LifeMeter meter = new LifeMeter(life);
        meter.moveTo(fleetTime.toMillis());
        return OptionalLong.of(meter.usedBytes(signal));
    }

    /** Every slot of every service, in the services' order. */
    public List<Slot> slots() {
        return services.stream().flatMap(this::slotsOf).toList();
    }

    /** The truth about every service, for an origin. */
    public List<ServiceLabel> labels(Instant origin) {
        return services.stream().map(service -> label(service, origin)).toList();
    }

    private Stream<Slot> slotsOf(SimulatedService service) {
        return IntStream.range(0, service.instances())
                .mapToObj(index -> new Slot(service, index, node(service, index)));
    }

    private String node(SimulatedService service, int index) {
        int node = (int) (Seeds.unit(seed ^ service.seed(), index) * nodes);
        return String.format(Locale.ROOT, "node-%03d", node);
    }

    private ServiceLabel label(SimulatedService service, Instant origin) {
        return new ServiceLabel(service, service.liveSet().leak().map(leak -> truth(service, leak, origin)));
    }

    private ServiceLabel.LeakTruth truth(SimulatedService service, MemoryPart.Leak leak, Instant origin) {
        List<Life> firstFaulty =
                slotsOf(service).map(slot -> firstFaulty(slot, leak)).toList();
        long faultMillis = firstFaulty.stream()
                .mapToLong(life ->
                        Math.max(life.span().startMillis(), leak.faultAt().toMillis()))
                .min()
                .orElseThrow();
        Optional<Instant> fillsLimitAt = firstFaulty.stream()
                .filter(life -> life.end() == LifeEnd.OOM_KILLED)
                .map(life -> origin.plusMillis(life.span().endMillis()))
                .min(Instant::compareTo);
        String sinceVersion = leak.sinceRelease() == 0
                ? ""
                : service.plan().releases().get(leak.sinceRelease()).version();
        return new ServiceLabel.LeakTruth(
                origin.plusMillis(faultMillis), fillsLimitAt, leak.bytesPerHour(), sinceVersion);
    }

    /** The first life in a slot that runs a faulty release once the fault is there. */
    private static Life firstFaulty(Slot slot, MemoryPart.Leak leak) {
        Lives lives = new Lives(slot);
        Life life = lives.first();
        while (life.release() < leak.sinceRelease()
                || life.span().endMillis() <= leak.faultAt().toMillis()) {
            life = lives.after(life);
        }
        return life;
    }
}

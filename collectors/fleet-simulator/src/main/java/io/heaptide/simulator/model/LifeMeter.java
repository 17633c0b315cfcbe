package io.heaptide.simulator.model;

/** Reads the memory of one life: set the instant, then ask for signals. The answer does not depend on earlier questions. */
final class LifeMeter {

    private static final long CHURN_STREAM = 11;
    private static final long WORD = 8;
    private static final double FLOATING_GARBAGE = 0.01; // survives a collection by accident, as a share of live

    private final Life life;
    private final LiveSet liveSet;
    private final Churn churn;
    private final Noise noise;
    private final Noise.Walk walk;
    private final double scale;
    private final double limit;
    private final long seed;
    private final long churnSeed;
    private final boolean collected;

    private double live;
    private double churned;
    private long lastCycle = Long.MIN_VALUE;
    private double afterLastCollection;

    LifeMeter(Life life) {
        SimulatedService service = life.slot().service();
        this.life = life;
        this.liveSet = service.liveSet();
        this.churn = service.churn();
        this.noise = service.noise();
        this.seed = life.seed();
        this.churnSeed = Seeds.derive(seed, CHURN_STREAM);
        this.walk = new Noise.Walk(noise, seed);
        this.scale = life.slot().scale();
        this.limit = service.limitBytes().isPresent() ? service.limitBytes().getAsLong() : Double.MAX_VALUE;
        this.collected = service.kind() == RuntimeKind.JVM;
    }

    Life life() {
        return life;
    }

    /** Moves to an instant of this life, in fleet time. */
    void moveTo(long atMillis) {
        live = level(atMillis) * (1 + walk.at(atMillis));
        churned = churn.bytesAt(churnSeed, atMillis, live);
        if (collected) {
            collectUpTo(atMillis);
        }
    }

    long usedBytes(Signal signal) {
        return switch (signal) {
            case JVM_USED -> whole(Math.max(live, afterLastCollection) + churned, WORD);
            case JVM_USED_AFTER_LAST_GC -> whole(afterLastCollection, WORD);
            case GO_USED, CONTAINER_WORKING_SET, PROCESS_USAGE -> whole(live + churned, Bytes.PAGE);
            case CONTAINER_RSS -> whole(live, Bytes.PAGE);
        };
    }

    private void collectUpTo(long atMillis) {
        long cycle = churn.cycleAt(churnSeed, atMillis);
        if (cycle == lastCycle) {
            return;
        }
        lastCycle = cycle;
        long collectedAt = churn.startOf(churnSeed, cycle);
        if (collectedAt < life.span().startMillis()) {
            afterLastCollection = 0;
            return;
        }
        double floating = FLOATING_GARBAGE * Seeds.unit(churnSeed, cycle);
        afterLastCollection = level(collectedAt) * (1 + noise.at(seed, collectedAt)) * (1 + floating);
    }

    private double level(long atMillis) {
        double age = (atMillis - life.span().startMillis()) / 1000.0;
        return scale * liveSet.bytesAt(age, atMillis / 1000.0, life.release());
    }

    private long whole(double bytes, long unit) {
        long units = (long) (Math.min(limit, bytes) / unit);
        return units * unit;
    }
}

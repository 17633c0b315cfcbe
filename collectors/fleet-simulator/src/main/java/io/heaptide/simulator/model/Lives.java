package io.heaptide.simulator.model;

import java.time.Duration;
import java.util.List;

/** The lives that fill one slot, one after the other. */
final class Lives {

    private static final String POD_NAME_LETTERS = "bcdfghjklmnpqrstvwxz2456789"; // Kubernetes avoids vowels
    private static final double LIFE_JITTER = 0.1;
    private static final long JITTER_STREAM = 40;
    private static final long REPLICA_SET_STREAM = 41;

    private final Slot slot;
    private final SimulatedService service;
    private final long restartDelayMillis;

    Lives(Slot slot) {
        this.slot = slot;
        this.service = slot.service();
        this.restartDelayMillis = service.plan().restartDelay().toMillis();
    }

    Life first() {
        long start = service.joins().get(slot.index()).toMillis();
        int release = releaseAt(start);
        return begin(start, release, 0, newInstanceId(start, release));
    }

    /** The life that follows one that ends. */
    Life after(Life life) {
        long start = life.span().endMillis() + restartDelayMillis;
        int release = releaseAt(start);
        boolean inPlace = life.end() == LifeEnd.OOM_KILLED && release == life.release();
        return inPlace
                ? begin(start, release, life.restarts() + 1, life.instanceId())
                : begin(start, release, 0, newInstanceId(start, release));
    }

    /** The life that fills the slot at an instant, or else the next one to do so. */
    Life atOrAfter(long atMillis) {
        Life life = first();
        while (life.span().endMillis() <= atMillis) {
            life = after(life);
        }
        return life;
    }

    private Life begin(long start, int release, int restarts, String instanceId) {
        long planned = plannedEnd(start);
        long killed = killedAt(start, release);
        LifeEnd end = killed < planned ? LifeEnd.OOM_KILLED : plannedEndOf(planned);
        return new Life(slot, instanceId, release, restarts, new Life.Span(start, Math.min(planned, killed)), end);
    }

    private LifeEnd plannedEndOf(long endMillis) {
        if (endMillis == Long.MAX_VALUE) {
            return LifeEnd.NEVER;
        }
        return service.plan() instanceof LifePlan.ShortLived ? LifeEnd.COMPLETED : LifeEnd.REPLACED;
    }

    private long plannedEnd(long start) {
        if (service.plan() instanceof LifePlan.ShortLived shortLived) {
            return start + shortLife(shortLived, start);
        }
        List<Release> releases = service.plan().releases();
        int next = releaseAt(start) + 1;
        return next < releases.size() ? rolledOutAt(next) : Long.MAX_VALUE;
    }

    /** The first pod of each slot is cut short, so that the slots do not change pods all at once. */
    private long shortLife(LifePlan.ShortLived plan, long start) {
        Duration join = service.joins().get(slot.index());
        double share = start == join.toMillis()
                ? (slot.index() + 1.0) / service.joins().size()
                : 1 + LIFE_JITTER * Seeds.signed(slot.seed() + JITTER_STREAM, start);
        return Math.max(1000, (long) (share * plan.life().toMillis()));
    }

    private int releaseAt(long atMillis) {
        int release = 0;
        while (release + 1 < service.plan().releases().size() && rolledOutAt(release + 1) <= atMillis) {
            release++;
        }
        return release;
    }

    private long rolledOutAt(int release) {
        Duration stagger = service.plan() instanceof LifePlan.Deployed deployed ? deployed.stagger() : Duration.ZERO;
        return service.plan().releases().get(release).at().toMillis() + slot.index() * stagger.toMillis();
    }

    private long killedAt(long start, int release) {
        if (service.limitBytes().isEmpty()) {
            return Long.MAX_VALUE;
        }
        double bytes = service.limitBytes().getAsLong() / slot.scale();
        double age = service.liveSet().ageSecondsAt(bytes, start / 1000.0, release);
        return Double.isInfinite(age) ? Long.MAX_VALUE : start + Math.max(1, (long) (age * 1000));
    }

    private String newInstanceId(long start, int release) {
        if (service.kind() == RuntimeKind.PROCESS) {
            return service.name() + "-" + slot.index() + "@" + slot.node();
        }
        long replicaSet = Seeds.derive(service.seed() + REPLICA_SET_STREAM, release);
        return service.name() + "-" + letters(replicaSet, 9) + "-" + letters(Seeds.derive(slot.seed(), start), 5);
    }

    private static String letters(long seed, int count) {
        StringBuilder letters = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            letters.append(POD_NAME_LETTERS.charAt((int) (Seeds.unit(seed, i) * POD_NAME_LETTERS.length())));
        }
        return letters.toString();
    }
}

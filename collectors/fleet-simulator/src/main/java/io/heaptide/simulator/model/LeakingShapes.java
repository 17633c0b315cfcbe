package io.heaptide.simulator.model;

import io.heaptide.simulator.model.MemoryPart.Leak;
import io.heaptide.simulator.model.MemoryPart.LoadFollowing;
import io.heaptide.simulator.model.MemoryPart.WarmUp;
import java.time.Duration;

/** Leaking stories of the standard fleet, by how long a process takes to fill its limit. */
final class LeakingShapes {

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration FROM_BIRTH = Duration.ofDays(-60);
    private static final double POD_LIVES_TO_FILL = 1.6; // a short-lived pod ends before it is killed

    private LeakingShapes() {}

    static ServiceDraft told(Shape shape, ServiceDraft draft, Draw draw) {
        RuntimeKind kind = shape == Shape.LEAK_WITH_SAWTOOTH ? RuntimeKind.JVM : RuntimeTraits.limited(draw);
        double limit = RuntimeTraits.limitBytes(kind, draw);
        double base = limit * draw.between(0.2, 0.4);
        double room = limit - base;
        draft.is(kind, shape)
                .limit(limit)
                .base(base)
                .churn(RuntimeTraits.churn(kind, limit, draw))
                .noise(new Noise(draw.between(0.002, 0.012), draw.between(0.5, 0.85), Duration.ofSeconds(30)))
                .plan(Plans.oneVersion(draw))
                .instances(draw.between(2, 5), Plans.runningBefore(draw));
        return switch (shape) {
            case FAST_LEAK -> draft.part(Leak.steady(room / draw.between(2.0, 12.0), fault(draw)));
            case LEAK_WITH_SAWTOOTH ->
                draft.churn(Churn.garbage(draw.between(Duration.ofMinutes(3), Duration.ofMinutes(40)), room * 0.5))
                        .part(Leak.steady(room / draw.between(24.0, 120.0), fault(draw)));
            case OOM_KILLED_LEAK ->
                draft.part(Leak.steady(room / draw.between(3.0, 20.0), FROM_BIRTH))
                        .part(new WarmUp(room * 0.1, Duration.ofMinutes(2)))
                        .instances(draw.between(2, 5), Duration.ZERO);
            case SHORT_LIVED_LEAK ->
                draft.part(Leak.steady(room * 3 / POD_LIVES_TO_FILL, FROM_BIRTH))
                        .plan(Plans.shortLived())
                        .instances(draw.between(2, 6), Duration.ZERO);
            case LEAK_SINCE_VERSION ->
                draft.part(new Leak(room / draw.between(12.0, 72.0), FROM_BIRTH, 1, Duration.ZERO))
                        .plan(Plans.oneDeploy(draw));
            case LEAK_UNDER_LOAD ->
                draft.part(new LoadFollowing(room * 0.1, DAY))
                        .part(new Leak(room / draw.between(48.0, 144.0), fault(draw), 0, DAY));
            default -> draft.part(Leak.steady(room / draw.between(96.0, 240.0), fault(draw))); // slow
        };
    }

    private static Duration fault(Draw draw) {
        return draw.between(Duration.ofHours(2), Duration.ofDays(4));
    }
}

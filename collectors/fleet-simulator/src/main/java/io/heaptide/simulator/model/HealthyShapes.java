package io.heaptide.simulator.model;

import io.heaptide.simulator.model.MemoryPart.CacheFill;
import io.heaptide.simulator.model.MemoryPart.LoadFollowing;
import io.heaptide.simulator.model.MemoryPart.Step;
import io.heaptide.simulator.model.MemoryPart.WarmUp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Healthy stories of the standard fleet: whatever they do, they stay below two thirds of their limit. */
final class HealthyShapes {

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration SOON = Duration.ofHours(4);

    private HealthyShapes() {}

    static ServiceDraft told(Shape shape, ServiceDraft draft, Draw draw) {
        RuntimeKind kind = kind(shape, draw);
        double limit = RuntimeTraits.limitBytes(kind, draw);
        draft.is(kind, shape)
                .limit(limit)
                .base(limit * draw.between(0.2, 0.4))
                .churn(RuntimeTraits.churn(kind, limit, draw))
                .noise(noise(draw))
                .plan(Plans.oneVersion(draw))
                .instances(draw.between(2, 5), Plans.runningBefore(draw));
        return shaped(shape, limit, draft, draw);
    }

    private static ServiceDraft shaped(Shape shape, double limit, ServiceDraft draft, Draw draw) {
        return switch (shape) {
            case GC_SAWTOOTH ->
                draft.churn(Churn.garbage(
                        draw.between(Duration.ofMinutes(2), Duration.ofHours(1)), limit * draw.between(0.25, 0.45)));
            case WARM_UP ->
                draft.part(new WarmUp(limit * draw.between(0.1, 0.2), draw.between(Duration.ofMinutes(5), SOON)))
                        .instances(draw.between(2, 5), draw.between(Duration.ZERO, SOON));
            case PLATEAU ->
                draft.part(new CacheFill(
                                limit * draw.between(0.12, 0.22),
                                draw.between(Duration.ofHours(1), Duration.ofHours(30)),
                                draw.between(0.0, 1.0)))
                        .instances(draw.between(2, 4), draw.between(Duration.ZERO, SOON));
            case DIURNAL -> draft.part(new LoadFollowing(limit * draw.between(0.06, 0.2), DAY));
            case FEATURE_STEP ->
                draft.part(new Step(limit * draw.between(0.05, 0.15), sometime(draw), Duration.ofMinutes(2), 0));
            case NOISY_CACHE ->
                draft.churn(Churn.pageCache(
                                draw.between(Duration.ofMinutes(20), Duration.ofHours(8)), limit * 0.5, 0.6))
                        .noise(new Noise(0.02, 0.7, Duration.ofSeconds(30)));
            case SHORT_LIVED ->
                draft.part(new WarmUp(limit * 0.1, Duration.ofMinutes(1)))
                        .plan(Plans.shortLived())
                        .instances(draw.between(2, 6), Duration.ZERO);
            case SCALE_OUT ->
                draft.part(new WarmUp(limit * 0.08, Duration.ofMinutes(3))).joining(joins(draw));
            case DEPLOYS ->
                draft.part(new WarmUp(limit * 0.08, Duration.ofMinutes(5)))
                        .part(new Step(limit * draw.between(0.02, 0.06), Duration.ZERO, Duration.ofMinutes(1), 2))
                        .plan(Plans.deploys(draw));
            default -> draft; // a steady level needs no more
        };
    }

    private static RuntimeKind kind(Shape shape, Draw draw) {
        return switch (shape) {
            case GC_SAWTOOTH -> RuntimeKind.JVM;
            case NOISY_CACHE -> RuntimeKind.CONTAINER;
            case SHORT_LIVED -> RuntimeTraits.limited(draw);
            default -> RuntimeTraits.any(draw);
        };
    }

    private static Noise noise(Draw draw) {
        return new Noise(draw.between(0.002, 0.012), draw.between(0.5, 0.85), Duration.ofSeconds(30));
    }

    private static Duration sometime(Draw draw) {
        return draw.between(Duration.ofHours(6), Duration.ofDays(6));
    }

    private static List<Duration> joins(Draw draw) {
        List<Duration> joins = new ArrayList<>(List.of(Plans.runningBefore(draw), Plans.runningBefore(draw)));
        int more = draw.between(2, 8);
        for (int i = 0; i < more; i++) {
            joins.add(sometime(draw));
        }
        return joins;
    }
}

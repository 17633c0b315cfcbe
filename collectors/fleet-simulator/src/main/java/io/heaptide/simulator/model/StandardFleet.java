package io.heaptide.simulator.model;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Draws production-like services: each shape once, then by how common it is. */
final class StandardFleet {

    private static final List<String> TEAMS = List.of("billing", "content", "identity", "logistics", "search", "web");
    private static final List<String> TOPICS = List.of(
            "account",
            "address",
            "audit",
            "basket",
            "catalog",
            "coupon",
            "device",
            "email",
            "feed",
            "image",
            "invoice",
            "ledger",
            "locale",
            "media",
            "order",
            "payment",
            "price",
            "profile",
            "quota",
            "rating",
            "report",
            "route",
            "session",
            "shipment",
            "stock",
            "tax",
            "token",
            "video",
            "voucher",
            "wallet");
    private static final List<String> ROLES =
            List.of("api", "cache", "consumer", "gateway", "indexer", "relay", "store", "sync", "worker");
    private static final List<Shape> BY_FREQUENCY =
            Arrays.stream(Shape.values()).flatMap(StandardFleet::repeated).toList();

    private StandardFleet() {}

    static List<SimulatedService> services(int count, long seed) {
        Require.positive("fleet.services", count);
        return IntStream.range(0, count)
                .mapToObj(index -> service(index, Seeds.derive(seed, index)))
                .toList();
    }

    private static SimulatedService service(int index, long seed) {
        Draw draw = new Draw(seed);
        Shape[] shapes = Shape.values();
        Shape shape = index < shapes.length ? shapes[index] : draw.oneOf(BY_FREQUENCY);
        ServiceDraft draft = new ServiceDraft(draw.oneOf(TEAMS), name(index, draw), seed);
        return (shape.leaks() ? LeakingShapes.told(shape, draft, draw) : HealthyShapes.told(shape, draft, draw))
                .build();
    }

    private static String name(int index, Draw draw) {
        return String.format(Locale.ROOT, "%s-%s-%04d", draw.oneOf(TOPICS), draw.oneOf(ROLES), index);
    }

    private static Stream<Shape> repeated(Shape shape) {
        return IntStream.range(0, frequency(shape)).mapToObj(i -> shape);
    }

    /** How many of 100 services tell this story: a judgement, with more leaks than most fleets have. */
    private static int frequency(Shape shape) {
        return switch (shape) {
            case STEADY_LEVEL, GC_SAWTOOTH -> 12;
            case DIURNAL -> 11;
            case WARM_UP, PLATEAU, NOISY_CACHE, DEPLOYS -> 8;
            case FEATURE_STEP, SHORT_LIVED -> 5;
            case SCALE_OUT, SLOW_LEAK -> 4;
            case FAST_LEAK, LEAK_WITH_SAWTOOTH, OOM_KILLED_LEAK, LEAK_SINCE_VERSION -> 3;
            case SHORT_LIVED_LEAK, LEAK_UNDER_LOAD -> 2;
        };
    }
}

package io.heaptide.simulator.model;

import static io.heaptide.simulator.model.Bytes.mib;

import io.heaptide.simulator.model.MemoryPart.CacheFill;
import io.heaptide.simulator.model.MemoryPart.Leak;
import io.heaptide.simulator.model.MemoryPart.LoadFollowing;
import io.heaptide.simulator.model.MemoryPart.Step;
import io.heaptide.simulator.model.MemoryPart.WarmUp;
import java.time.Duration;
import java.util.List;

/** A web shop whose days last 80 seconds, so that every shape shows while somebody watches. */
final class DemoFleet {

    private static final String SHOP = "shop";
    private static final Duration RUNNING_BEFORE = Duration.ofMinutes(-20);
    private static final Duration DAY = Duration.ofSeconds(80);
    private static final Duration RESTART_DELAY = Duration.ofSeconds(4);
    private static final Noise QUIET = new Noise(0.004, 0.7, Duration.ofSeconds(2));
    private static final Churn SMALL_CACHE = Churn.pageCache(Duration.ofSeconds(15), mib(3), 0.3);

    private DemoFleet() {}

    static List<SimulatedService> healthy(long seed) {
        return List.of(
                catalog(seed).build(),
                checkout(seed).build(),
                search(seed).build(),
                thumbnails(seed).build(),
                storefront(seed).build(),
                pricing(seed).build(),
                mediaStore(seed).build(),
                invoices(seed).build(),
                accounts(seed).build(),
                recommendations(seed).build());
    }

    static List<SimulatedService> leaking(long seed) {
        return List.of(
                sessions(seed).build(),
                basket(seed).build(),
                exports(seed).build(),
                payments(seed).build());
    }

    private static ServiceDraft catalog(long seed) {
        return draft("catalog", seed, 1)
                .is(RuntimeKind.CONTAINER, Shape.STEADY_LEVEL)
                .base(mib(210))
                .limit(mib(384))
                .instances(3, RUNNING_BEFORE);
    }

    private static ServiceDraft checkout(long seed) {
        return draft("checkout", seed, 2)
                .is(RuntimeKind.JVM, Shape.GC_SAWTOOTH)
                .base(mib(180))
                .churn(Churn.garbage(Duration.ofSeconds(20), mib(160)))
                .limit(mib(512))
                .instances(3, RUNNING_BEFORE);
    }

    private static ServiceDraft search(long seed) {
        return draft("search", seed, 3)
                .is(RuntimeKind.JVM, Shape.WARM_UP)
                .base(mib(120))
                .part(new WarmUp(mib(140), Duration.ofSeconds(20)))
                .churn(Churn.garbage(Duration.ofSeconds(8), mib(60)))
                .limit(mib(512))
                .instances(2, Duration.ZERO);
    }

    private static ServiceDraft thumbnails(long seed) {
        return draft("thumbnails", seed, 4)
                .is(RuntimeKind.GO, Shape.PLATEAU)
                .base(mib(90))
                .part(new CacheFill(mib(160), Duration.ofSeconds(80), 0.5))
                .churn(Churn.garbageShare(Duration.ofSeconds(6), 0.2))
                .limit(mib(512))
                .instances(2, Duration.ZERO);
    }

    private static ServiceDraft storefront(long seed) {
        return draft("storefront", seed, 5)
                .is(RuntimeKind.CONTAINER, Shape.DIURNAL)
                .base(mib(240))
                .part(new LoadFollowing(mib(70), DAY))
                .limit(mib(512))
                .instances(3, RUNNING_BEFORE);
    }

    private static ServiceDraft pricing(long seed) {
        return draft("pricing", seed, 6)
                .is(RuntimeKind.CONTAINER, Shape.FEATURE_STEP)
                .base(mib(150))
                .part(new Step(mib(60), Duration.ofSeconds(100), Duration.ofSeconds(4), 0))
                .limit(mib(384))
                .instances(2, RUNNING_BEFORE);
    }

    private static ServiceDraft mediaStore(long seed) {
        return draft("media-store", seed, 7)
                .is(RuntimeKind.CONTAINER, Shape.NOISY_CACHE)
                .base(mib(130))
                .churn(Churn.pageCache(Duration.ofSeconds(25), mib(300), 0.5))
                .noise(new Noise(0.015, 0.6, Duration.ofSeconds(2)))
                .limit(mib(512))
                .instances(2, RUNNING_BEFORE);
    }

    private static ServiceDraft invoices(long seed) {
        return draft("invoices", seed, 8)
                .is(RuntimeKind.CONTAINER, Shape.SHORT_LIVED)
                .base(mib(80))
                .part(new WarmUp(mib(30), Duration.ofSeconds(5)))
                .plan(new LifePlan.ShortLived("3.2.0", Duration.ofSeconds(60), RESTART_DELAY))
                .limit(mib(256))
                .instances(2, Duration.ZERO);
    }

    private static ServiceDraft accounts(long seed) {
        return draft("accounts", seed, 9)
                .is(RuntimeKind.GO, Shape.DEPLOYS)
                .base(mib(110))
                .part(new WarmUp(mib(20), Duration.ofSeconds(8)))
                .part(new Step(mib(15), Duration.ZERO, Duration.ofSeconds(2), 1))
                .churn(Churn.garbageShare(Duration.ofSeconds(7), 0.25))
                .plan(deploys("2.7.1", "2.8.0", Duration.ofSeconds(120)))
                .limit(mib(384))
                .instances(2, RUNNING_BEFORE);
    }

    private static ServiceDraft recommendations(long seed) {
        return draft("recommendations", seed, 10)
                .is(RuntimeKind.PROCESS, Shape.SCALE_OUT)
                .base(mib(320))
                .part(new WarmUp(mib(40), Duration.ofSeconds(10)))
                .joining(List.of(RUNNING_BEFORE, RUNNING_BEFORE, Duration.ofSeconds(75)));
    }

    private static ServiceDraft sessions(long seed) {
        return draft("sessions", seed, 21)
                .is(RuntimeKind.CONTAINER, Shape.FAST_LEAK)
                .base(mib(140))
                .part(Leak.steady(mib(40) * 60, Duration.ofSeconds(30)))
                .limit(mib(512))
                .instances(3, RUNNING_BEFORE);
    }

    private static ServiceDraft basket(long seed) {
        return draft("basket", seed, 22)
                .is(RuntimeKind.JVM, Shape.LEAK_WITH_SAWTOOTH)
                .base(mib(150))
                .part(Leak.steady(mib(30) * 60, Duration.ofSeconds(30)))
                .churn(Churn.garbage(Duration.ofSeconds(12), mib(120)))
                .limit(mib(512))
                .instances(2, RUNNING_BEFORE);
    }

    private static ServiceDraft exports(long seed) {
        return draft("exports", seed, 23)
                .is(RuntimeKind.CONTAINER, Shape.OOM_KILLED_LEAK)
                .base(mib(100))
                .part(Leak.steady(mib(120) * 60, Duration.ZERO))
                .limit(mib(256))
                .instances(2, Duration.ZERO);
    }

    private static ServiceDraft payments(long seed) {
        return draft("payments", seed, 24)
                .is(RuntimeKind.GO, Shape.LEAK_SINCE_VERSION)
                .base(mib(120))
                .part(new Leak(mib(40) * 60, Duration.ofDays(-1), 1, Duration.ZERO))
                .churn(Churn.garbageShare(Duration.ofSeconds(7), 0.15))
                .plan(deploys("5.0.3", "5.1.0", Duration.ofSeconds(60)))
                .limit(mib(512))
                .instances(3, RUNNING_BEFORE);
    }

    private static LifePlan deploys(String first, String second, Duration at) {
        List<Release> releases = List.of(new Release(first, RUNNING_BEFORE), new Release(second, at));
        return new LifePlan.Deployed(releases, Duration.ofSeconds(6), RESTART_DELAY);
    }

    private static ServiceDraft draft(String name, long seed, long stream) {
        LifePlan plan =
                new LifePlan.Deployed(List.of(new Release("1.4.2", RUNNING_BEFORE)), Duration.ZERO, RESTART_DELAY);
        return new ServiceDraft(SHOP, name, Seeds.derive(seed, stream))
                .noise(QUIET)
                .churn(SMALL_CACHE)
                .plan(plan);
    }
}

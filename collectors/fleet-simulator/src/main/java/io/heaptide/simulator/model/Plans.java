package io.heaptide.simulator.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** When processes of the standard fleet begin and end. */
final class Plans {

    private static final Duration RESTART_DELAY = Duration.ofSeconds(20);
    private static final Duration STAGGER = Duration.ofSeconds(45);
    private static final Duration POD_LIFE = Duration.ofMinutes(20);
    private static final Duration LONG_AGO = Duration.ofDays(-30);

    private Plans() {}

    /** A start before the fleet's origin: most services of a real fleet are found running. */
    static Duration runningBefore(Draw draw) {
        return draw.between(Duration.ofDays(1), Duration.ofDays(12)).negated();
    }

    static LifePlan oneVersion(Draw draw) {
        return new LifePlan.Deployed(List.of(new Release(version(draw, 0), LONG_AGO)), STAGGER, RESTART_DELAY);
    }

    static LifePlan shortLived() {
        return new LifePlan.ShortLived("1.0.0", POD_LIFE, RESTART_DELAY);
    }

    /** Three to five further versions, half a day to three days apart. */
    static LifePlan deploys(Draw draw) {
        return deploys(draw, draw.between(3, 5));
    }

    /** One further version. */
    static LifePlan oneDeploy(Draw draw) {
        return deploys(draw, 1);
    }

    private static LifePlan deploys(Draw draw, int count) {
        List<Release> releases = new ArrayList<>(List.of(new Release(version(draw, 0), LONG_AGO)));
        Duration at = Duration.ZERO;
        for (int minor = 1; minor <= count; minor++) {
            at = at.plus(draw.between(Duration.ofHours(12), Duration.ofDays(3)));
            releases.add(new Release(version(draw, minor), at));
        }
        return new LifePlan.Deployed(releases, STAGGER, RESTART_DELAY);
    }

    private static String version(Draw draw, int minor) {
        return String.format(Locale.ROOT, "2.%d.%d", minor, draw.between(0, 9));
    }
}

package io.heaptide.backtest;

import io.heaptide.core.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What a whole replay told: its counts, and the stories of all shards. */
final class Told {
    private final long readings;
    private final long firstMillis;
    private final long lastMillis;
    private final boolean whole;
    private final List<Story> services = new ArrayList<>();
    private final List<Story> instances = new ArrayList<>();
    private long refused;
    private long series;
    private long instanceCount;

    /** @param whole whether the source was read to its end */
    Told(long readings, long firstMillis, long lastMillis, boolean whole) {
        this.readings = readings;
        this.firstMillis = Math.min(firstMillis, lastMillis);
        this.lastMillis = lastMillis;
        this.whole = whole;
    }

    void add(Shard shard) {
        refused += shard.refused();
        series += shard.chronicle().series();
        instanceCount += shard.chronicle().instances();
        services.addAll(shard.chronicle().services());
        instances.addAll(shard.chronicle().instanceStories());
        services.sort(Story.WORST);
        instances.sort(Story.WORST);
    }

    long readings() {
        return readings;
    }

    long refused() {
        return refused;
    }

    long series() {
        return series;
    }

    long instanceCount() {
        return instanceCount;
    }

    long firstMillis() {
        return firstMillis;
    }

    long lastMillis() {
        return lastMillis;
    }

    boolean isWhole() {
        return whole;
    }

    /** The services, worst first. */
    List<Story> services() {
        return Collections.unmodifiableList(services);
    }

    /** The instances that are known of, worst first. */
    List<Story> instances() {
        return Collections.unmodifiableList(instances);
    }

    /** How many services came to each verdict, the gravest first; verdicts without any are left out. */
    Map<Verdict, Long> servicesByVerdict() {
        Map<Verdict, Long> counts = new EnumMap<>(Verdict.class);
        services.forEach(story -> counts.merge(story.verdict(), 1L, Long::sum));
        return counts;
    }

    /** How often a service began to leak. */
    long alarms() {
        return services.stream().mapToLong(story -> story.course().alarms()).sum();
    }
}

package io.heaptide.signals;

import io.heaptide.schemas.LifecycleEvent;
import io.heaptide.schemas.LifecycleType;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Metrics tell how often something has happened; this tells that it happened, by what was told before: restarts, OOM
 * kills, changes of a container's limit, and versions of a service that were not seen yet. What is told of somebody for
 * the first time is where counting begins, and no event.
 *
 * <p>Remembers the instances and services told of last, in bounded memory. Safe to share between threads.
 */
public final class LifecycleWatch {

    private static final int MOST_VERSIONS = 16;

    private final Map<ToldOfLife.Who, Map<ToldOfLife.Count, Long>> instances;
    private final Map<ToldOfLife.Who, String> terminations;
    private final Map<ToldOfLife.Who, Set<String>> versions;

    /** @param maxInstances how many instances are remembered, at about 300 bytes each; beyond it, those last told of */
    public LifecycleWatch(int maxInstances) {
        this.instances = new Recent<>(maxInstances);
        this.terminations = new Recent<>(maxInstances);
        this.versions = new Recent<>(maxInstances);
    }

    /** Takes what a request tells, in the order of requests. */
    public synchronized Changes advance(MappedMetrics mapped) {
        Changes changes = new Changes();
        for (ToldOfLife told : ToldOfLife.in(mapped)) {
            if (!told.termination().isEmpty()) {
                terminations.put(told.who(), told.termination());
            }
            told.counts().forEach((count, value) -> changes.compare(told, count, value));
            changes.compareVersion(told);
        }
        return changes;
    }

    private static LifecycleEvent event(ToldOfLife told, LifecycleType type, String reason) {
        return LifecycleEvent.newBuilder()
                .setInstance(told.instance())
                .setType(type)
                .setAtMs(told.atMillis())
                .setReason(reason)
                .build();
    }

    /** What one request changed. */
    public final class Changes {

        private final List<LifecycleEvent> events = new ArrayList<>();
        private final List<Runnable> undoing = new ArrayList<>();

        private Changes() {}

        /** What happened, as far as the request tells. */
        public List<LifecycleEvent> events() {
            return List.copyOf(events);
        }

        /** The events could not be published: the next request that tells of them gives them again. */
        public void retract() {
            synchronized (LifecycleWatch.this) {
                undoing.forEach(Runnable::run);
            }
        }

        private void compare(ToldOfLife told, ToldOfLife.Count count, long value) {
            Map<ToldOfLife.Count, Long> known =
                    instances.computeIfAbsent(told.who(), unseen -> new EnumMap<>(ToldOfLife.Count.class));
            Long before = known.put(count, value);
            if (before != null && before != value) {
                undoing.add(() -> known.replace(count, value, before));
                events.addAll(events(told, count, before, value));
            }
        }

        private List<LifecycleEvent> events(ToldOfLife told, ToldOfLife.Count count, long before, long value) {
            if (count == ToldOfLife.Count.LIMIT) {
                LifecycleEvent event = event(told, LifecycleType.LIMIT_CHANGE, "was " + before + " bytes");
                event.setLimitBytes(value);
                return List.of(event);
            }
            if (value < before) {
                return List.of(); // another container of the same name, which counts from the beginning
            }
            return count == ToldOfLife.Count.OOM_KILLS
                    ? List.of(event(told, LifecycleType.OOM_KILL, "OOM kill " + value))
                    : restart(told, value);
        }

        private List<LifecycleEvent> restart(ToldOfLife told, long restarts) {
            String how = terminations.getOrDefault(told.who(), "");
            String reason = "restart " + restarts + (how.isEmpty() ? "" : " after " + how);
            LifecycleEvent start = event(told, LifecycleType.START, reason);
            return how.equals("OOMKilled")
                    ? List.of(event(told, LifecycleType.OOM_KILL, reason), start)
                    : List.of(start);
        }

        private void compareVersion(ToldOfLife told) {
            String version = told.instance().getServiceVersion();
            if (version.isEmpty()) {
                return;
            }
            Set<String> known = versions.computeIfAbsent(told.who().service(), unseen -> new LinkedHashSet<>());
            boolean first = known.isEmpty();
            if (known.size() < MOST_VERSIONS && known.add(version) && !first) {
                undoing.add(() -> known.remove(version));
                events.add(event(told, LifecycleType.DEPLOY, "version " + version));
            }
        }
    }

    /** The entries that were asked for last. */
    private static final class Recent<K, V> extends LinkedHashMap<K, V> {

        private static final long serialVersionUID = 1L;

        private final int most;

        Recent(int most) {
            super(16, 0.75f, true);
            this.most = most;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > most;
        }
    }
}

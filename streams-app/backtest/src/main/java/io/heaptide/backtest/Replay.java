package io.heaptide.backtest;

import io.heaptide.backtest.VerdictCsv.Change;
import io.heaptide.core.DetectorPolicy;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Plays readings through the core in the order they come: a verdict at a time uses nothing later than that time. */
final class Replay {
    private final DetectorPolicy policy;
    private final Consumer<Change> changes;
    private final Map<String, ServiceReplay> services = new LinkedHashMap<>();
    private long readings;
    private long refused;

    Replay(DetectorPolicy policy, Consumer<Change> changes) {
        this.policy = policy;
        this.changes = changes;
    }

    void take(Reading reading) {
        readings++;
        boolean kept = services.computeIfAbsent(
                        reading.service(), service -> new ServiceReplay(service, policy, changes))
                .take(reading);
        refused += kept ? 0 : 1;
    }

    /** Judges what the last readings left open. */
    void finish() {
        services.values().forEach(ServiceReplay::finish);
    }

    long readings() {
        return readings;
    }

    /** Readings that were late, repeated or not to be believed. */
    long refused() {
        return refused;
    }
}

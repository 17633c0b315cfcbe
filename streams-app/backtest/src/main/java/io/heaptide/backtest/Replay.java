package io.heaptide.backtest;

import io.heaptide.core.DetectorPolicy;
import java.util.LinkedHashMap;
import java.util.Map;

/** Plays readings through the core in the order they come: a verdict at a time uses nothing later than that time. */
public final class Replay {
    private final DetectorPolicy policy;
    private final ReplayListener listener;
    private final Map<String, ServiceReplay> services = new LinkedHashMap<>();
    private long readings;
    private long refused;

    /** Nothing was read yet. */
    public Replay(DetectorPolicy policy, ReplayListener listener) {
        this.policy = policy;
        this.listener = listener;
    }

    /** Takes one reading, after all that were earlier; false if it is refused. */
    public boolean take(Reading reading) {
        readings++;
        boolean kept = services.computeIfAbsent(
                        reading.service(), service -> new ServiceReplay(service, policy, listener))
                .take(reading);
        refused += kept ? 0 : 1;
        return kept;
    }

    /** Judges what the last readings left open. */
    public void finish() {
        services.values().forEach(ServiceReplay::finish);
    }

    /** Readings taken, refused ones among them. */
    public long readings() {
        return readings;
    }

    /** Readings that were late, repeated or not to be believed. */
    public long refused() {
        return refused;
    }
}

package io.heaptide.backtest;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Whose a limit is: usage and limits of one instance may come from exporters that call its service differently. */
final class LimitOwners {
    private final Map<String, Set<String>> servicesByInstance = new HashMap<>();

    void saw(SeriesName usage) {
        servicesByInstance
                .computeIfAbsent(usage.instance(), instance -> new TreeSet<>())
                .add(usage.service());
    }

    /** The limit under the names that its instance's usage has; none if there is no such usage. */
    List<SeriesName> of(SeriesName limit) {
        Set<String> services = servicesByInstance.getOrDefault(limit.instance(), Set.of());
        return services.contains(limit.service())
                ? List.of(limit)
                : services.stream().map(limit::of).toList();
    }
}

package io.heaptide.backtest;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Counts what Prometheus gave and the replay could not use. */
final class LeftOut {
    private final Set<Map<String, String>> nameless = new HashSet<>();
    private final Set<Map<String, String>> ownerless = new HashSet<>();
    private final Set<String> warnings = new LinkedHashSet<>();
    private long notNumbers;
    private long shared;

    /** A series that is no memory level, or nobody's. */
    void nameless(Map<String, String> labels) {
        nameless.add(labels);
    }

    /** A limit of an instance without usage. */
    void ownerless(Map<String, String> labels) {
        ownerless.add(labels);
    }

    void notNumbers(long points) {
        notNumbers += points;
    }

    /** Points of series that share a name. */
    void points(long points) {
        shared += points;
    }

    void warnings(List<String> said) {
        warnings.addAll(said);
    }

    @Override
    public String toString() {
        List<String> said = new ArrayList<>();
        if (notNumbers > 0) {
            said.add(String.format(Locale.ROOT, "%,d points are no numbers", notNumbers));
        }
        if (shared > 0) {
            said.add(String.format(
                    Locale.ROOT,
                    "%,d points of series that share service, instance and metric (tell them apart with --instance-label)",
                    shared));
        }
        if (!nameless.isEmpty()) {
            said.add(nameless.size() + " series are no memory level or nobody's, such as " + one(nameless));
        }
        if (!ownerless.isEmpty()) {
            said.add(ownerless.size() + " limits are of instances without usage, such as " + one(ownerless));
        }
        warnings.forEach(warning -> said.add("Prometheus warns: " + warning));
        return String.join("; ", said);
    }

    private static String one(Set<Map<String, String>> labels) {
        return labels.stream()
                .map(each -> new TreeMap<>(each).toString())
                .min(String::compareTo)
                .orElse("");
    }
}

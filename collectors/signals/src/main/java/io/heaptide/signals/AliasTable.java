package io.heaptide.signals;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The rows of {@code aliases.tsv}: by metric name, in the order of the file. */
final class AliasTable {

    private static final String RESOURCE_PREFIX = "resource:";
    private static final String IGNORED = "ignored";
    private static final AliasTable STANDARD = read("aliases.tsv", SignalCatalogue.standard());

    private final Map<String, List<Alias>> byMetric;
    private final Map<String, Signal> byResourceAttribute;

    private AliasTable(List<Alias> aliases) {
        this.byMetric = aliases.stream()
                .filter(alias -> !alias.metric().startsWith(RESOURCE_PREFIX))
                .collect(Collectors.groupingBy(Alias::metric));
        this.byResourceAttribute = new LinkedHashMap<>();
        for (Alias alias : aliases) {
            if (alias.metric().startsWith(RESOURCE_PREFIX)) {
                alias.signal()
                        .ifPresent(signal ->
                                byResourceAttribute.put(alias.metric().substring(RESOURCE_PREFIX.length()), signal));
            }
        }
    }

    static AliasTable standard() {
        return STANDARD;
    }

    /** The rows for a metric name; empty if it is no memory signal. */
    List<Alias> of(String metric) {
        return byMetric.getOrDefault(metric, List.of());
    }

    /** Signals that are resource attributes, by attribute name. */
    Map<String, Signal> ofResource() {
        return byResourceAttribute;
    }

    private static AliasTable read(String resource, SignalCatalogue catalogue) {
        return new AliasTable(TabTable.rows(resource, 6).stream()
                .map(row -> alias(row, catalogue))
                .toList());
    }

    private static Alias alias(List<String> row, SignalCatalogue catalogue) {
        return new Alias(
                row.get(0),
                Alias.Condition.parseAll(row.get(1)),
                signal(row.get(2), catalogue),
                Alias.Pool.parse(row.get(3)),
                Alias.IdentitySource.valueOf(row.get(4).toUpperCase(Locale.ROOT)));
    }

    private static Optional<Signal> signal(String name, SignalCatalogue catalogue) {
        if (name.equals(IGNORED)) {
            return Optional.empty();
        }
        return Optional.of(catalogue
                .find(name)
                .orElseThrow(() -> new IllegalStateException("aliases.tsv names an unknown signal: " + name)));
    }
}

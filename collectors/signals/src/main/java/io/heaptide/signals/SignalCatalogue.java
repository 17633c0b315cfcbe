package io.heaptide.signals;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Every canonical signal, read from {@code signals.tsv}: the only names that stand in a sample batch. Whether a name is
 * usage, a limit or a request is told here.
 */
public final class SignalCatalogue {

    private static final SignalCatalogue STANDARD = read("signals.tsv");

    private final Map<String, Signal> byName;

    private SignalCatalogue(Map<String, Signal> byName) {
        this.byName = Collections.unmodifiableMap(byName);
    }

    /** The catalogue of this build. */
    public static SignalCatalogue standard() {
        return STANDARD;
    }

    /** The signal of that canonical name. */
    public Optional<Signal> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** All signals, in the order of the file. */
    public Collection<Signal> all() {
        return byName.values();
    }

    private static SignalCatalogue read(String resource) {
        Map<String, Signal> byName = new LinkedHashMap<>();
        for (List<String> row : TabTable.rows(resource, 5)) {
            Signal signal = signal(row);
            if (byName.put(signal.name(), signal) != null) {
                throw new IllegalStateException(resource + " names " + signal.name() + " twice");
            }
        }
        return new SignalCatalogue(byName);
    }

    private static Signal signal(List<String> row) {
        return new Signal(
                row.get(0),
                Signal.Role.valueOf(constant(row.get(1))),
                Signal.Scope.valueOf(constant(row.get(2))),
                row.get(3).equals(TabTable.NONE)
                        ? Optional.empty()
                        : Optional.of(Signal.Evidence.valueOf(constant(row.get(3)))));
    }

    private static String constant(String text) {
        return text.toUpperCase(Locale.ROOT);
    }
}

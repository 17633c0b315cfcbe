package io.heaptide.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Judges one series over all horizons. */
final class SeriesDetector {
    /** Panes of a level that make a block: horizons of 12, 24 and 36 panes. */
    private static final int MAX_PER_BLOCK = 3;

    private final DetectorPolicy policy;

    SeriesDetector(DetectorPolicy policy) {
        this.policy = policy;
    }

    /** The series' case, empty if it is no usage or has no readings. */
    Optional<SeriesAssessment> assess(InstanceState instance, int slot, double ceilingBytes, long atMillis) {
        SeriesState state = instance.stateAt(slot);
        if (!state.role().isUsage() || state.envelope().isEmpty() || instance.paneMillis() != policy.paneMillis()) {
            return Optional.empty();
        }
        OptionalDouble limit = instance.limitOf(slot);
        long settledPane = settledPane(instance.life(), state);
        var source = new FloorWindow.Source(
                state.envelope(), policy.paneMillis(), settledPane, state.role() == SignalRole.RAW_HEAP);
        double low = state.envelope().lowBetween(settledPane, Math.floorDiv(atMillis, policy.paneMillis()));
        Subject subject = new Subject(
                source,
                limit,
                policy,
                Double.isNaN(low) ? Double.POSITIVE_INFINITY : low,
                ceilingBytes,
                load(instance, settledPane));
        List<Trial> trials = trials(subject, state.role(), atMillis);
        return Optional.of(new SeriesFinding(state, limit, policy, trials, atMillis).assessment(instance.idAt(slot)));
    }

    private FloorWindow.@Nullable Source load(InstanceState instance, long settledPane) {
        for (int slot = 0; slot < instance.size(); slot++) {
            SeriesState state = instance.stateAt(slot);
            if (state.role() == SignalRole.LOAD && !state.envelope().isEmpty()) {
                return new FloorWindow.Source(state.envelope(), policy.paneMillis(), settledPane, false);
            }
        }
        return null;
    }

    /** A process known to have run before its first reading has settled before it, too. */
    private long settledPane(Life life, SeriesState state) {
        long began = life.startedAtMillis() > 0
                ? Math.min(life.startedAtMillis(), state.firstMillis())
                : state.firstMillis();
        return Math.floorDiv(began, policy.paneMillis()) + policy.settlePanes();
    }

    private List<Trial> trials(Subject subject, SignalRole role, long atMillis) {
        List<FloorWindow> horizons = horizons(subject.source(), role, atMillis);
        List<Trial> trials = new ArrayList<>();
        for (int i = 0; i < horizons.size(); i++) {
            boolean isLongest = i == horizons.size() - 1;
            if (isLongest || Trial.isWorthwhile(horizons.get(i), subject)) {
                trials.add(new Trial(horizons.get(i), subject));
            }
        }
        return trials;
    }

    /** Shortest first. */
    private List<FloorWindow> horizons(FloorWindow.Source source, SignalRole role, long atMillis) {
        List<FloorWindow> horizons = new ArrayList<>();
        long lastClosed = Math.floorDiv(atMillis, policy.paneMillis()) - 1;
        for (int level = 0; level < Envelope.levels(); level++) {
            long last = lastIndex(level, lastClosed);
            int most = Math.min(MAX_PER_BLOCK, Envelope.kept(level) / FloorWindow.BLOCKS);
            for (int perBlock = 1; perBlock <= most; perBlock++) {
                FloorWindow window = FloorWindow.of(source, level, perBlock, last);
                if (window.dense() || (role.isSeldomRead() && window.count() >= FloorWindow.LEAST)) {
                    horizons.add(window);
                }
            }
        }
        return horizons;
    }

    /** The newest pane of a level that is closed or at least half over. */
    private static long lastIndex(int level, long lastClosedPane) {
        int width = Envelope.width(level);
        long index = Math.floorDiv(lastClosedPane, width);
        long held = lastClosedPane - index * width + 1;
        return 2 * held < width ? index - 1 : index;
    }
}

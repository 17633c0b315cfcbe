package io.heaptide.core;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
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

    /** Trials of the longest horizon and of those that are worth it, shortest first. */
    private List<Trial> trials(Subject subject, SignalRole role, long atMillis) {
        Deque<Trial> trials = new ArrayDeque<>();
        long lastClosed = Math.floorDiv(atMillis, policy.paneMillis()) - 1;
        for (int level = Envelope.levels() - 1; level >= 0; level--) {
            long last = lastIndex(level, lastClosed);
            int most = Math.min(MAX_PER_BLOCK, Envelope.kept(level) / FloorWindow.BLOCKS);
            float[] floors = subject.source()
                    .floors(level, last - (long) most * FloorWindow.BLOCKS + 1, most * FloorWindow.BLOCKS);
            for (int perBlock = most;
                    perBlock > 0 && (trials.isEmpty() || Trial.isWorthwhile(floors, subject));
                    perBlock--) {
                FloorWindow window = FloorWindow.of(subject.source(), level, perBlock, last, floors);
                boolean known = window.dense() || (role.isSeldomRead() && window.count() >= FloorWindow.LEAST);
                if (known && (trials.isEmpty() || Trial.isWorthwhile(window, subject))) {
                    trials.addFirst(new Trial(window, subject));
                }
            }
        }
        return new ArrayList<>(trials);
    }

    /** The newest pane of a level that is closed or at least half over. */
    private static long lastIndex(int level, long lastClosedPane) {
        int width = Envelope.width(level);
        long index = Math.floorDiv(lastClosedPane, width);
        long held = lastClosedPane - index * width + 1;
        return 2 * held < width ? index - 1 : index;
    }
}

package io.heaptide.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** What a series' trials come to: verdict, score and reasons. */
final class SeriesFinding {
    /** Growth of the level that a shape has to explain. */
    private static final double NOTABLE = 0.1;

    /** Late growth below this share of early growth has flattened. */
    private static final double FLATTENED = 0.5;

    /** Falls of a fifth and more that make a sawtooth. */
    private static final int SAWTEETH = 3;

    private final SeriesState state;
    private final OptionalDouble limit;
    private final DetectorPolicy policy;
    private final List<Trial> trials;
    private final long atMillis;
    private final @Nullable Trial told;

    SeriesFinding(SeriesState state, OptionalDouble limit, DetectorPolicy policy, List<Trial> trials, long atMillis) {
        this.state = state;
        this.limit = limit;
        this.policy = policy;
        this.trials = trials;
        this.atMillis = atMillis;
        this.told = mostTelling();
    }

    /** The strongest case; where there is none, the longest horizon. */
    private @Nullable Trial mostTelling() {
        Trial best = null;
        for (Trial trial : trials) {
            if (best == null || trial.strength() > best.strength() || best.strength() == 0) {
                best = trial;
            }
        }
        return best;
    }

    SeriesAssessment assessment(SeriesId id) {
        double strength = strength();
        Verdict verdict = verdict(strength);
        Slope slope = told == null ? Slope.NONE : told.slope();
        double level = level(verdict);
        long start = told == null ? state.firstMillis() : told.window().startPane() * policy.paneMillis();
        return new SeriesAssessment(
                id,
                Math.min(start, atMillis),
                atMillis,
                verdict,
                score(verdict, strength),
                state.readings(),
                told == null ? 0 : told.window().count(),
                level,
                slope,
                limit,
                verdict.isConcern() ? Forecast.timeToLimit(level, slope, limit) : Optional.empty(),
                fits(),
                gates(),
                told == null ? RegressionSums.EMPTY : told.window().sums());
    }

    private double level(Verdict verdict) {
        if (told == null) {
            return state.lastBytes();
        }
        return verdict.isConcern() ? told.levelAt(atMillis) : told.shape().currentBytes();
    }

    private double strength() {
        double strength = told == null ? 0 : told.strength();
        if (isFull()) {
            return Score.FULL_STRENGTH;
        }
        int lives = state.past().grownInARow();
        boolean young = told == null || (told.strength() == 0 && !hasOutlivedPast());
        if (young && lives >= policy.suspectLives()) {
            return Math.max(strength, lives >= policy.leakingLives() ? 1 : 0.5);
        }
        return Math.max(strength, held(strength));
    }

    /** What was found over a horizon is not refuted in less than half of it, unless the memory is given back. */
    private double held(double strength) {
        if (strength >= 1 && told != null) {
            long spanMillis = (told.window().endPane() - told.window().startPane()) * policy.paneMillis();
            state.remember(new Finding(atMillis, spanMillis, told.shape().currentBytes()));
        }
        return told != null && state.lastLeak().holds(atMillis, told.shape().currentBytes()) ? 1 : 0;
    }

    private boolean hasOutlivedPast() {
        return (state.lastMillis() - state.firstMillis()) / policy.paneMillis()
                >= state.past().lastPanes() / 2;
    }

    private boolean isFull() {
        return state.fullness().times() >= policy.fullCollections()
                && state.lastMillis() - state.fullness().sinceMillis() >= policy.paneMillis();
    }

    private Verdict verdict(double strength) {
        if (strength >= 1) {
            return Verdict.LEAKING;
        }
        if (strength >= 0.5) {
            return Verdict.SUSPECT;
        }
        return told == null ? Verdict.NOT_ENOUGH_DATA : explained(told);
    }

    private Verdict explained(Trial longest) {
        if (longest.growthOfLevel() >= NOTABLE && longest.shape().growthBytes() > 0) {
            if (longest.isStep()) {
                return Verdict.STEP;
            }
            if (longest.shape().lateOverEarly() < FLATTENED || longest.coversWholeLife()) {
                boolean rises =
                        longest.shape().lateOverEarly() > longest.shape().lateError();
                return rises ? Verdict.WARMING_UP : Verdict.PLATEAUED;
            }
        }
        return state.swings() >= SAWTEETH ? Verdict.SAWTOOTH : Verdict.STEADY;
    }

    /** See {@link Score} for what the bands mean. */
    private double score(Verdict verdict, double strength) {
        double growth = told == null ? 0 : Math.max(0, Math.min(1, told.growth()));
        return switch (verdict) {
            case LEAKING, SUSPECT -> Score.ofStrength(strength);
            case WARMING_UP, PLATEAUED, STEP -> 20 + 29 * growth;
            case SAWTOOTH, STEADY -> 19 * growth;
            case NOT_ENOUGH_DATA -> 0;
        };
    }

    private List<HorizonFit> fits() {
        List<HorizonFit> fits = new ArrayList<>(trials.size());
        for (Trial trial : trials) {
            fits.add(new HorizonFit(
                    trial.window().startPane() * policy.paneMillis(),
                    trial.window().count(),
                    trial.slope()));
        }
        return fits;
    }

    private List<Gate> gates() {
        List<Gate> gates = new ArrayList<>();
        if (state.role() == SignalRole.LIVE_HEAP) {
            gates.add(Gate.atLeast("collections-left-full", state.fullness().times(), policy.fullCollections()));
        }
        if (state.past().lives() > 0) {
            gates.add(Gate.atLeast("lives-grown-in-a-row", state.past().grownInARow(), policy.leakingLives()));
        }
        if (told == null) {
            gates.add(Gate.atLeast("panes", 0, FloorWindow.LEAST_DENSE));
        } else {
            gates.addAll(told.gates());
        }
        return gates;
    }
}

package io.heaptide.simulator.model;

import static io.heaptide.simulator.model.ExpectedVerdict.LEAKING;
import static io.heaptide.simulator.model.ExpectedVerdict.NOT_ENOUGH_DATA;
import static io.heaptide.simulator.model.ExpectedVerdict.PLATEAUED;
import static io.heaptide.simulator.model.ExpectedVerdict.SAWTOOTH;
import static io.heaptide.simulator.model.ExpectedVerdict.STEADY;
import static io.heaptide.simulator.model.ExpectedVerdict.STEP;
import static io.heaptide.simulator.model.ExpectedVerdict.WARMING_UP;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** The story a service's memory tells, and the verdicts that understand it; {@code not_enough_data} always may come first. */
public enum Shape {
    /** Flat but for noise. */
    STEADY_LEVEL(STEADY),
    /** Large garbage swings over a flat floor. */
    GC_SAWTOOTH(SAWTOOTH, STEADY),
    /** A fast start that flattens out. */
    WARM_UP(WARMING_UP, PLATEAUED, STEADY),
    /** A cache that fills to its bound. */
    PLATEAU(WARMING_UP, PLATEAUED, STEADY),
    /** Follows the load of day and week. */
    DIURNAL(SAWTOOTH, STEADY),
    /** One jump to a new level. */
    FEATURE_STEP(STEP, STEADY),
    /** Page cache that swings with the I/O. */
    NOISY_CACHE(SAWTOOTH, PLATEAUED, STEADY),
    /** Pods of minutes, each a new instance. */
    SHORT_LIVED(WARMING_UP, STEADY),
    /** Instances join while it runs. */
    SCALE_OUT(WARMING_UP, STEADY),
    /** New versions, all instances restarting, one of them larger. */
    DEPLOYS(WARMING_UP, STEP, STEADY),
    /** Fills its limit in days. */
    SLOW_LEAK(LEAKING),
    /** Fills its limit in hours. */
    FAST_LEAK(LEAKING),
    /** Leaks under large garbage swings. */
    LEAK_WITH_SAWTOOTH(LEAKING),
    /** Is killed at its limit, restarts, and leaks on. */
    OOM_KILLED_LEAK(LEAKING),
    /** Pods of minutes that all leak. */
    SHORT_LIVED_LEAK(LEAKING),
    /** Leaks since one of its versions. */
    LEAK_SINCE_VERSION(LEAKING),
    /** Leaks with each request, so mostly by day. */
    LEAK_UNDER_LOAD(LEAKING);

    @SuppressWarnings("ImmutableEnumChecker") // unmodifiable, and its source is not kept
    private final Set<ExpectedVerdict> expected;

    Shape(ExpectedVerdict... expected) {
        Set<ExpectedVerdict> verdicts = EnumSet.of(NOT_ENOUGH_DATA, expected);
        this.expected = Collections.unmodifiableSet(verdicts);
    }

    /** Whether this is the shape of a leak. */
    public boolean leaks() {
        return expected.contains(LEAKING);
    }

    /** The verdicts that would be right at some time; for a leak, {@code leaking} once its fault has begun. */
    public Set<ExpectedVerdict> expected() {
        return expected;
    }

    /** As written in label files. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}

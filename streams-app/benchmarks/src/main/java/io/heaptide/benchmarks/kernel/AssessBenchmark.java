package io.heaptide.benchmarks.kernel;

import io.heaptide.core.InstanceAssessment;
import io.heaptide.core.InstanceDetector;
import io.heaptide.core.InstanceState;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Judging an instance that has run for four days: every pane is followed by one reading and one assessment. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class AssessBenchmark {
    /** What the instance looks like. */
    @Param
    public Story story = Story.FLAT;

    private final InstanceDetector detector = new InstanceDetector(Story.POLICY);
    private InstanceState state = Story.FLAT.heardFor(Duration.ZERO);
    private int slot;
    private long atMillis;
    private double draw;

    /** Four days are heard before the first assessment. */
    @Setup(Level.Iteration)
    public void hear() {
        state = story.heardFor(Duration.ofDays(4));
        slot = story.slot(state);
        atMillis = state.lastMillis();
    }

    /** A pane later. */
    @Benchmark
    public InstanceAssessment assess() {
        atMillis += Story.POLICY.pane().toMillis();
        draw = (draw + 0.618) % 1; // the golden ratio's fraction: even, and cheaper than a random number
        state.add(slot, atMillis, story.usedBytes(atMillis, draw), Story.POLICY);
        return detector.assess(state, atMillis);
    }
}

package io.heaptide.benchmarks.kernel;

import io.heaptide.core.AddResult;
import io.heaptide.core.InstanceState;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Taking one reading, the next of a series that has run for a day. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class AddBenchmark {
    private final InstanceState state = Story.FLAT.heardFor(Duration.ofDays(1));
    private final int slot = Story.FLAT.slot(state);
    private long atMillis = state.lastMillis();

    /** One reading, 15 seconds after the one before. */
    @Benchmark
    public AddResult add() {
        atMillis += Story.STEP_MILLIS;
        return state.add(slot, atMillis, Story.FLAT.usedBytes(atMillis, 0.5), Story.POLICY);
    }
}

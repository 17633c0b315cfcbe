package io.heaptide.benchmarks.kernel;

import io.heaptide.core.InstanceAssessment;
import io.heaptide.core.InstanceDetector;
import io.heaptide.core.InstanceState;
import io.heaptide.core.ServiceEvidence;
import io.heaptide.core.ServiceId;
import io.heaptide.core.ServiceScore;
import io.heaptide.core.ServiceScorer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** From instances to a service: merging the evidence of two, and scoring what was merged. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EvidenceBenchmark {
    private final ServiceScorer scorer = new ServiceScorer(Story.POLICY);
    private final InstanceState leakingState = Story.LEAKING.heardFor(Duration.ofDays(2));
    private final ServiceEvidence leaking = evidence(leakingState);
    private final ServiceEvidence flat = evidence(Story.FLAT.heardFor(Duration.ofDays(2)));
    private final ServiceEvidence merged = leaking.merge(flat);
    private final ServiceId service = new ServiceId("shop", "basket");
    private final long atMillis = leakingState.lastMillis();

    private static ServiceEvidence evidence(InstanceState state) {
        InstanceAssessment assessment = new InstanceDetector(Story.POLICY).assess(state, state.lastMillis());
        return ServiceEvidence.of(assessment, state, ServiceEvidence.EMPTY, Story.POLICY);
    }

    /** The evidence of two instances. */
    @Benchmark
    public ServiceEvidence merge() {
        return leaking.merge(flat);
    }

    /** A service's score. */
    @Benchmark
    public ServiceScore score() {
        return scorer.score(service, merged, atMillis);
    }
}

package io.heaptide.benchmarks.baseline;

import io.heaptide.core.Gate;
import java.time.Duration;
import java.util.List;

/**
 * The rule that most Prometheus users write:
 * {@code predict_linear(container_memory_working_set_bytes[1h], 4*3600) > limit}, {@code for: 15m}. It extends the
 * least-squares line of an hour by four. See the Prometheus documentation of {@code predict_linear}; public rule files have
 * windows of one hour, horizons of one to 24 hours and {@code for} of 10 to 30 minutes.
 */
final class PredictLinear implements Rule {
    private static final double HORIZON_HOURS = 4;

    @Override
    public String label() {
        return "predict_linear";
    }

    @Override
    public Timing timing() {
        return Timing.HOURLY.withPending(Duration.ofMinutes(15));
    }

    @Override
    public List<Gate> judge(Window past, double scale) {
        if (past.size() < 2 || Double.isInfinite(past.limitBytes())) {
            return List.of();
        }
        return List.of(Rule.above("predicted-bytes", past.line().bytesAt(HORIZON_HOURS * scale), past.limitBytes()));
    }
}

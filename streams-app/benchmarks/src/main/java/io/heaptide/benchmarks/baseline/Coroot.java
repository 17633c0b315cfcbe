package io.heaptide.benchmarks.baseline;

import io.heaptide.core.Gate;
import java.util.List;

/**
 * Coroot's memory-leak inspection: a least-squares line through an instance's resident memory grows by more than 10 % of its
 * level within an hour, judged once 80 % of the window has readings. {@code auditor/memory.go} and the inspection's documentation in coroot/coroot (Apache-2.0), per
 * instance since its pull request 442.
 */
final class Coroot implements Rule {
    private static final double MAX_PERCENT_PER_HOUR = 10;
    private static final double LEAST_SHARE = 0.8; // of the window must hold readings

    @Override
    public String label() {
        return "Coroot's rule";
    }

    @Override
    public Timing timing() {
        return Timing.HOURLY;
    }

    @Override
    public List<Gate> judge(Window past, double scale) {
        if (past.spanHours() < LEAST_SHARE * scale) {
            return List.of();
        }
        Line line = past.line();
        double before = line.bytesAt(-scale);
        double now = line.bytesAt(0);
        if (!(before > 0 && now > 0)) {
            return List.of();
        }
        return List.of(Rule.above("growth-percent-per-hour", (now - before) / before * 100, MAX_PERCENT_PER_HOUR));
    }
}

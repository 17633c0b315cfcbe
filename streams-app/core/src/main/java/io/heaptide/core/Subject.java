package io.heaptide.core;

import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * The series on trial.
 *
 * @param lowBytes the least floor of this life since it settled
 * @param ceilingBytes what a managed heap may explain of this memory; growth counts only beyond it, 0 if there is none
 * @param load what the process was asked to do, null if nobody says
 */
record Subject(
        FloorWindow.Source source,
        OptionalDouble limit,
        DetectorPolicy policy,
        double lowBytes,
        double ceilingBytes,
        FloorWindow.@Nullable Source load) {
    Headroom headroomAbove(double baseBytes) {
        return Headroom.above(baseBytes, limit, policy.headroomLevels());
    }
}

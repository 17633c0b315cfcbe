package io.heaptide.core;

import java.util.OptionalDouble;

/**
 * The series on trial.
 *
 * @param lowBytes the least floor of this life since it settled
 * @param ceilingBytes what a managed heap may explain of this memory; growth counts only beyond it, 0 if there is none
 */
record Subject(
        FloorWindow.Source source, OptionalDouble limit, DetectorPolicy policy, double lowBytes, double ceilingBytes) {
    Headroom headroomAbove(double baseBytes) {
        return Headroom.above(baseBytes, limit, policy.headroomLevels());
    }
}

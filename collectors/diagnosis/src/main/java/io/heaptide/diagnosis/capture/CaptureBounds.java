package io.heaptide.diagnosis.capture;

import java.time.Duration;

/**
 * What one capture may cost.
 *
 * @param window how long it watches; growth within it is what the blame rests on
 * @param snapshots told within the window, at equal distances; a slope needs three
 * @param deadline after which it is given up, symbols included
 * @param cpu of tools on this node, and of the kernel on the process's account while it is traced
 * @param maxFileBytes of one file that a runtime or tool writes
 * @param maxDumpBytes of a heap dump, which somebody asked for
 */
public record CaptureBounds(
        Duration window, int snapshots, Duration deadline, Duration cpu, long maxFileBytes, long maxDumpBytes) {

    private static final long MIB = 1L << 20;

    public CaptureBounds {
        if (snapshots < 1) {
            throw new IllegalArgumentException("capture.snapshots must be at least 1, got " + snapshots);
        }
        if (window.compareTo(Duration.ofSeconds(snapshots)) < 0) {
            throw new IllegalArgumentException(
                    "capture.window must be at least a second for each of " + snapshots + " snapshots, got " + window);
        }
        if (deadline.compareTo(window) <= 0) {
            throw new IllegalArgumentException(
                    "capture.deadline must be longer than the window " + window + ", got " + deadline);
        }
        if (cpu.isNegative() || cpu.isZero()) {
            throw new IllegalArgumentException("capture.cpu must be positive, got " + cpu);
        }
        if (maxFileBytes < 1 || maxDumpBytes < 1) {
            throw new IllegalArgumentException("capture file sizes must be positive, got " + maxFileBytes + " and "
                    + maxDumpBytes + " for a dump");
        }
    }

    /** A minute, and 20 s of CPU: about a third of a core for as long as it lasts. */
    public static CaptureBounds defaults() {
        return new CaptureBounds(
                Duration.ofMinutes(1), 3, Duration.ofMinutes(3), Duration.ofSeconds(20), 256 * MIB, 8192 * MIB);
    }

    /** Of a kind: all that lives is told once. */
    CaptureBounds of(CaptureKind kind) {
        return kind == CaptureKind.GROWTH
                ? this
                : new CaptureBounds(window, 1, deadline, cpu, maxFileBytes, maxDumpBytes);
    }

    /** From one snapshot to the next. */
    Duration step() {
        return window.dividedBy(snapshots);
    }
}

package io.heaptide.simulator.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A fleet being sampled, forward in time and as fast as it is asked.
 *
 * <p>Samples come in time order. All instances of a node are read at once, and nodes are read at different seconds of a
 * step, as real collectors do. An event of an instance comes after its samples before the event and before its samples
 * after it, at most a step late against other instances.
 */
public final class Replay {

    private final long originEpochMillis;
    private final long stepMillis;
    private final SlotCursor[] cursors;
    private final long[] phases;
    private long tick;
    private int nextCursor;

    Replay(List<Slot> slots, Instant origin, Duration step) {
        Require.positive("replay.step", step);
        this.originEpochMillis = origin.toEpochMilli();
        this.stepMillis = step.toMillis();
        List<Slot> inReadingOrder = slots.stream()
                .sorted(Comparator.comparingLong(this::phase).thenComparing(Slot::node))
                .toList();
        this.phases = inReadingOrder.stream().mapToLong(this::phase).toArray();
        this.cursors = inReadingOrder.stream()
                .map(slot -> new SlotCursor(slot, originEpochMillis))
                .toArray(SlotCursor[]::new);
    }

    /** Goes to the first step at or after an instant without saying what happened before it. */
    public void skipTo(Instant at) {
        tick = Math.max(0, -Math.floorDiv(originEpochMillis - at.toEpochMilli(), stepMillis)); // rounds up
        nextCursor = 0;
        IntStream.range(0, cursors.length).forEach(i -> cursors[i].skipTo(tick * stepMillis));
    }

    /** Says all that happens before an instant and was not said yet. */
    public void advanceTo(Instant end, FleetListener listener) {
        long endMillis = end.toEpochMilli() - originEpochMillis;
        while (tick * stepMillis + phases[nextCursor] < endMillis) {
            cursors[nextCursor].advanceTo(tick * stepMillis + phases[nextCursor], listener);
            nextCursor++;
            if (nextCursor == cursors.length) {
                nextCursor = 0;
                tick++;
            }
        }
    }

    /** When a node is read within a step: whole seconds, so that timestamps in files are whole too. */
    private long phase(Slot slot) {
        long wholeSeconds = Math.max(1, stepMillis / 1000);
        return Math.floorMod((long) slot.node().hashCode(), wholeSeconds) * 1000;
    }
}

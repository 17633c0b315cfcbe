package io.heaptide.topology;

import io.heaptide.core.AddResult;
import io.heaptide.core.InstanceId;
import io.heaptide.core.InstanceState;
import io.heaptide.core.Rosters;
import io.heaptide.core.ServiceId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts the rows of a batch into the state of their instances, and says what it could not use. */
final class SampleIntake {

    private final TopologyConfig config;
    private final HeapStore<InstanceId, TrackedInstance> instances;
    private final Rosters rosters = new Rosters();
    private final Shared<ServiceId> services = new Shared<>();
    private final Shared<Placement> placements = new Shared<>();
    private final ContainerGuests guests = new ContainerGuests();

    SampleIntake(TopologyConfig config, HeapStore<InstanceId, TrackedInstance> instances) {
        this.config = config;
        this.instances = instances;
    }

    /**
     * Takes what is good in a batch.
     *
     * @param latestMillis the latest event time that is believed, epoch milliseconds
     */
    Taken take(SampleColumns columns, long latestMillis) {
        Taken taken = new Taken(latestMillis);
        BatchBinding binding = columns.dictionary.binding();
        binding.place();
        BatchBinding.Tracking tracking = new TrackingInto(taken);
        for (int row = 0; row < columns.seriesIndex.length; row++) {
            DropReason bad = takeRow(columns, row, binding, tracking, taken);
            if (bad != null) {
                taken.faults.add(bad, row);
            }
        }
        if (columns.dictionary.canBeUsedAgain()) {
            columns.dictionary.forgetTexts();
        }
        return taken;
    }

    private @Nullable DropReason takeRow(
            SampleColumns columns, int row, BatchBinding binding, BatchBinding.Tracking tracking, Taken taken) {
        long atMillis = columns.timeOf(row);
        long usedBytes = columns.usedBytes[row];
        DropReason bad = badReading(atMillis, usedBytes, taken.latestMillis);
        if (bad != null) {
            return bad;
        }
        BatchBinding.Bound bound = binding.bind(columns.seriesIndex[row], tracking);
        return bound instanceof BatchBinding.Series series
                ? add(series, atMillis, usedBytes, taken)
                : ((BatchBinding.Refused) bound).reason();
    }

    private static @Nullable DropReason badReading(long atMillis, long usedBytes, long latestMillis) {
        if (usedBytes < 0) {
            return DropReason.NEGATIVE_BYTES;
        }
        if (atMillis <= 0) {
            return DropReason.BAD_TIME;
        }
        return atMillis > latestMillis ? DropReason.FAR_FUTURE : null;
    }

    private @Nullable DropReason add(BatchBinding.Series series, long atMillis, long usedBytes, Taken taken) {
        if (!series.subject().resume()) {
            return DropReason.EARLIER_LIFE;
        }
        Slot<InstanceId, TrackedInstance> slot = series.subject().slot();
        AddResult result = slot.state().state().add(series.index(), atMillis, usedBytes, config.detector());
        if (!result.kept()) {
            return reasonOf(result);
        }
        taken.scored++;
        slot.changed();
        if (result == AddResult.PANE_CLOSED) {
            taken.closed.add(slot);
        }
        if (series.limitsContainer()) {
            guests.tell(slot, usedBytes).forEach(guest -> limit(guest, atMillis, usedBytes, taken));
        }
        return null;
    }

    private void limit(Slot<InstanceId, TrackedInstance> guest, long atMillis, long limitBytes, Taken taken) {
        InstanceState state = guest.state().state();
        if (!state.knows(ContainerGuests.LIMIT) && instances.isExhausted()) {
            return; // as a series of its own it would be refused, too
        }
        AddResult result = state.add(ContainerGuests.LIMIT, atMillis, limitBytes, config.detector());
        if (result.kept()) {
            guest.changed();
        }
        if (result == AddResult.PANE_CLOSED) {
            taken.closed.add(guest);
        }
    }

    private static DropReason reasonOf(AddResult result) {
        return switch (result) {
            case LATE -> DropReason.LATE;
            case DUPLICATE -> DropReason.DUPLICATE;
            case REJECTED, ADDED, PANE_CLOSED -> DropReason.REJECTED;
        };
    }

    /** Takes up what the memory has room for. */
    private final class TrackingInto implements BatchBinding.Tracking {

        private final Taken taken;

        TrackingInto(Taken taken) {
            this.taken = taken;
        }

        @Override
        public Optional<Slot<InstanceId, TrackedInstance>> track(Subject subject) {
            Slot<InstanceId, TrackedInstance> known = instances.find(subject.id());
            if (known != null) {
                known.state().moveTo(placements.of(subject.placement()));
                guests.heard(known);
                return Optional.of(known);
            }
            return instances.isFull() ? Optional.empty() : Optional.of(begin(subject));
        }

        private Slot<InstanceId, TrackedInstance> begin(Subject subject) {
            InstanceId id = new InstanceId(
                    services.of(subject.id().service()), subject.id().id());
            TrackedInstance fresh =
                    new TrackedInstance(new InstanceState(id, rosters), placements.of(subject.placement()));
            Slot<InstanceId, TrackedInstance> slot = instances.create(id, fresh);
            taken.fresh.add(slot);
            guests.heard(slot);
            return slot;
        }

        @Override
        public boolean mayGrow() {
            return !instances.isExhausted();
        }
    }

    /** What became of a batch. */
    static final class Taken {

        private final long latestMillis;
        private final BatchFaults faults = new BatchFaults();
        private final Set<Slot<InstanceId, TrackedInstance>> closed = new LinkedHashSet<>();
        private final List<Slot<InstanceId, TrackedInstance>> fresh = new ArrayList<>();
        private int scored;

        private Taken(long latestMillis) {
            this.latestMillis = latestMillis;
        }

        BatchFaults faults() {
            return faults;
        }

        /** Instances seen for the first time. */
        List<Slot<InstanceId, TrackedInstance>> fresh() {
            return fresh;
        }

        /** Instances of which a pane closed: time to evaluate them. */
        Set<Slot<InstanceId, TrackedInstance>> closed() {
            return closed;
        }

        int scored() {
            return scored;
        }
    }
}

package io.heaptide.topology;

import io.heaptide.core.InstanceId;
import io.heaptide.core.Life;
import io.heaptide.core.SeriesId;
import io.heaptide.schemas.SeriesRef;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Resolves a batch's dictionaries once per batch instead of once per row. */
final class BatchBinding {

    private final SampleColumns columns;
    private final Function<Subject, Optional<Slot<InstanceId, TrackedInstance>>> tracking;
    private final @Nullable Bound[] series;
    private final @Nullable Bound[] subjects;

    BatchBinding(SampleColumns columns, Function<Subject, Optional<Slot<InstanceId, TrackedInstance>>> tracking) {
        this.columns = columns;
        this.tracking = tracking;
        this.series = new Bound[columns.series.size()];
        this.subjects = new Bound[columns.instances.size()];
    }

    /** What a row's series index means. */
    Bound bind(int seriesIndex) {
        if (seriesIndex < 0 || seriesIndex >= series.length) {
            return new Refused(DropReason.SERIES_OUT_OF_RANGE);
        }
        Bound known = series[seriesIndex];
        if (known == null) {
            known = bindSeries(columns.series.get(seriesIndex));
            series[seriesIndex] = known;
        }
        return known;
    }

    private Bound bindSeries(SeriesRef wire) {
        if (!Names.isName(wire.getSignal()) || !Names.isNameOrEmpty(wire.getPool())) {
            return new Refused(DropReason.BAD_IDENTITY);
        }
        Bound bound = bindSubject(wire.getInstanceIndex());
        if (!(bound instanceof BoundSubject subject)) {
            return bound;
        }
        if (!subject.resume()) {
            return new Refused(DropReason.EARLIER_LIFE);
        }
        int index = subject.slot().state().state().slot(new SeriesId(wire.getSignal(), wire.getPool()));
        return index < 0 ? new Refused(DropReason.TOO_MANY_SERIES) : new Series(subject, index);
    }

    private Bound bindSubject(int instanceIndex) {
        if (instanceIndex < 0 || instanceIndex >= subjects.length) {
            return new Refused(DropReason.INSTANCE_OUT_OF_RANGE);
        }
        Bound known = subjects[instanceIndex];
        if (known == null) {
            known = Subject.of(columns.instances.get(instanceIndex))
                    .<Bound>map(this::track)
                    .orElseGet(() -> new Refused(DropReason.BAD_IDENTITY));
            subjects[instanceIndex] = known;
        }
        return known;
    }

    private Bound track(Subject subject) {
        return tracking.apply(subject)
                .<Bound>map(slot -> new BoundSubject(slot, subject.life()))
                .orElseGet(() -> new Refused(DropReason.STATE_FULL));
    }

    /** A dictionary entry, resolved. */
    sealed interface Bound {}

    /** An entry whose rows cannot be used. */
    record Refused(DropReason reason) implements Bound {}

    /** One life of an instance that is kept. */
    record BoundSubject(Slot<InstanceId, TrackedInstance> slot, Life life) implements Bound {

        /** Begins this life unless it runs already; false if a later one has begun, whose evidence it must not cut. */
        boolean resume() {
            Life current = slot.state().state().life();
            if (current.equals(life)) {
                return true;
            }
            if (isBefore(current)) {
                return false;
            }
            slot.state().state().begin(life);
            slot.changed();
            return true;
        }

        private boolean isBefore(Life current) {
            boolean sameProcess =
                    !life.incarnation().isEmpty() && life.incarnation().equals(current.incarnation());
            return !sameProcess && life.startedAtMillis() != 0 && life.startedAtMillis() < current.startedAtMillis();
        }
    }

    /** A series of an instance that is kept. */
    record Series(BoundSubject subject, int index) implements Bound {}
}

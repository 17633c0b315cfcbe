package io.heaptide.topology;

import io.heaptide.core.InstanceId;
import io.heaptide.core.InstanceState;
import io.heaptide.core.Life;
import io.heaptide.core.SeriesId;
import io.heaptide.schemas.SeriesRef;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the entries of a dictionary stand for in the state, resolved as rows ask for them. */
final class BatchBinding {

    private static final Refused OUT_OF_RANGE = new Refused(DropReason.SERIES_OUT_OF_RANGE);

    /** What a series is presumed to take until it is first written: half of what one with all its history does. */
    private static final int SERIES_BYTES = 200;

    private final BatchDictionary dictionary;
    private final @Nullable Bound[] series;
    private final @Nullable Bound[] subjects;
    private int unresolved;

    BatchBinding(BatchDictionary dictionary, int series, int subjects) {
        this.dictionary = dictionary;
        this.series = new Bound[series];
        this.subjects = new Bound[subjects];
        this.unresolved = series;
    }

    /** What a row's series index means. */
    Bound bind(int seriesIndex, Tracking tracking) {
        if (seriesIndex < 0 || seriesIndex >= series.length) {
            return OUT_OF_RANGE;
        }
        Bound known = series[seriesIndex];
        if (known == null) {
            known = bindSeries(dictionary.series().get(seriesIndex), tracking);
            series[seriesIndex] = known;
            unresolved -= known instanceof Series ? 1 : 0;
        }
        return known;
    }

    /** Whether every entry is resolved and every instance still kept; refused entries are looked at anew each time. */
    boolean isWhole() {
        if (unresolved > 0) {
            return false;
        }
        for (Bound subject : subjects) {
            if (subject instanceof BoundSubject bound && bound.slot.removed()) {
                return false;
            }
        }
        return true;
    }

    /** Tells every instance where it runs by the word of this dictionary. */
    void place() {
        for (Bound subject : subjects) {
            if (subject instanceof BoundSubject bound) {
                bound.slot.state().moveTo(bound.placement);
            }
        }
    }

    private Bound bindSeries(SeriesRef wire, Tracking tracking) {
        if (!Names.isName(wire.getSignal()) || !Names.isNameOrEmpty(wire.getPool())) {
            return new Refused(DropReason.BAD_IDENTITY);
        }
        Bound bound = bindSubject(wire.getInstanceIndex(), tracking);
        if (!(bound instanceof BoundSubject subject)) {
            return bound;
        }
        if (!subject.resume()) {
            return new Refused(DropReason.EARLIER_LIFE);
        }
        return bindSeries(subject, new SeriesId(wire.getSignal(), wire.getPool()), tracking);
    }

    private static Bound bindSeries(BoundSubject subject, SeriesId id, Tracking tracking) {
        InstanceState state = subject.slot.state().state();
        boolean fresh = !state.knows(id);
        if (fresh && !tracking.mayGrow()) {
            return new Refused(DropReason.STATE_FULL);
        }
        int index = state.slot(id);
        if (index < 0) {
            return new Refused(DropReason.TOO_MANY_SERIES);
        }
        if (fresh) {
            subject.slot.presume(SERIES_BYTES);
        }
        return new Series(subject, index, id.equals(ContainerGuests.LIMIT));
    }

    private Bound bindSubject(int instanceIndex, Tracking tracking) {
        if (instanceIndex < 0 || instanceIndex >= subjects.length) {
            return new Refused(DropReason.INSTANCE_OUT_OF_RANGE);
        }
        Bound known = subjects[instanceIndex];
        if (known == null) {
            known = Subject.of(dictionary.instances().get(instanceIndex))
                    .map(subject -> bindSubject(subject, tracking))
                    .orElseGet(() -> new Refused(DropReason.BAD_IDENTITY));
            subjects[instanceIndex] = known;
        }
        return known;
    }

    private static Bound bindSubject(Subject subject, Tracking tracking) {
        return tracking.track(subject)
                .<Bound>map(slot -> new BoundSubject(slot, subject.life()))
                .orElseGet(() -> new Refused(DropReason.STATE_FULL));
    }

    /** The state that dictionaries speak of. */
    interface Tracking {
        /** Finds or takes up the state of a subject; empty if there is no room for it. */
        Optional<Slot<InstanceId, TrackedInstance>> track(Subject subject);

        /** Whether known instances may have further series. */
        boolean mayGrow();
    }

    /** A dictionary entry, resolved. */
    sealed interface Bound {}

    /** An entry whose rows cannot be used. */
    record Refused(DropReason reason) implements Bound {}

    /** One life of an instance that is kept. */
    static final class BoundSubject implements Bound {

        private final Slot<InstanceId, TrackedInstance> slot;
        private final Life life;
        private final Placement placement;
        private @Nullable Life resumed;

        BoundSubject(Slot<InstanceId, TrackedInstance> slot, Life life) {
            Life running = slot.state().state().life();
            this.slot = slot;
            this.life = life.equals(running) ? running : life; // one object for both
            this.placement = slot.state().placement();
        }

        Slot<InstanceId, TrackedInstance> slot() {
            return slot;
        }

        /** Begins this life unless it runs already; false if a later one has begun, whose evidence it must not cut. */
        @SuppressWarnings("ReferenceEquality") // asked for every row, and nearly always it is the very same object
        boolean resume() {
            Life current = slot.state().state().life();
            if (current == resumed || current.equals(resumed)) {
                return true;
            }
            if (!current.equals(life)) {
                if (isBefore(current)) {
                    return false;
                }
                slot.state().state().begin(life);
                slot.changed();
            }
            resumed = slot.state().state().life();
            return true;
        }

        private boolean isBefore(Life current) {
            boolean sameProcess =
                    !life.incarnation().isEmpty() && life.incarnation().equals(current.incarnation());
            return !sameProcess && life.startedAtMillis() != 0 && life.startedAtMillis() < current.startedAtMillis();
        }
    }

    /**
     * A series of an instance that is kept.
     *
     * @param limitsContainer whether it bounds whatever runs in the instance's container
     */
    record Series(BoundSubject subject, int index, boolean limitsContainer) implements Bound {}
}

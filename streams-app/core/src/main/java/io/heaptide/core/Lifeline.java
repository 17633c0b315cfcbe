package io.heaptide.core;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * What one instance has shown of growth by age and its state no longer knows: the earlier ages of this life, whose panes
 * have become wide, and the life before it.
 *
 * @param sinceMillis first reading of this life
 * @param untilMillis newest assessment of this life
 * @param former the life before this one, without its own former one
 */
record Lifeline(
        String version, long sinceMillis, long untilMillis, Room room, AgeCurve ages, Optional<Lifeline> former) {

    /** The life that an instance is in, of which nothing was noted yet. */
    static Lifeline begun(InstanceState state) {
        return new Lifeline(
                state.life().version(), sinceMillis(state), 0, Room.EMPTY, AgeCurve.EMPTY, Optional.empty());
    }

    /** First reading of the life that an instance is in, the same for all its series. */
    private static long sinceMillis(InstanceState state) {
        long since = Long.MAX_VALUE;
        for (int slot = 0; slot < state.size(); slot++) {
            SeriesState series = state.stateAt(slot);
            if (series.role().isUsage() && series.readings() > 0) {
                since = Math.min(since, series.firstMillis());
            }
        }
        return since;
    }

    /** This with what the newest assessment adds, be it of this life or of the next one. */
    Lifeline upTo(InstanceState state, LifeFloor floor, long atMillis) {
        if (sinceMillis(state) != sinceMillis) {
            Lifeline ended = new Lifeline(version, sinceMillis, untilMillis, room, ages, Optional.empty());
            Lifeline next = begun(state);
            return new Lifeline(next.version, next.sinceMillis, 0, next.room, next.ages, Optional.of(ended))
                    .upTo(state, floor, atMillis);
        }
        long oldest = atMillis - floor.policy().fleet().remembers().toMillis();
        return new Lifeline(
                state.life().version(),
                sinceMillis,
                atMillis,
                floor.room(),
                ages.upTo(floor),
                former.filter(life -> life.untilMillis >= oldest));
    }

    /** What its lives say for their versions. */
    List<Cohort> cohorts() {
        return former.map(life -> List.of(cohort(), life.cohort())).orElseGet(() -> List.of(cohort()));
    }

    private Cohort cohort() {
        return new Cohort(version, sinceMillis, untilMillis, Present.NONE, room, ages);
    }

    void writeTo(DataOutput out) throws IOException {
        out.writeUTF(version);
        Wire.writeNumber(out, untilMillis);
        Wire.writeNumber(out, untilMillis - sinceMillis);
        room.writeTo(out);
        ages.writeTo(out);
        out.writeBoolean(former.isPresent());
        if (former.isPresent()) {
            former.get().writeTo(out);
        }
    }

    static Lifeline readFrom(DataInput in) throws IOException {
        String version = in.readUTF();
        long until = Wire.readNumber(in);
        return new Lifeline(
                version,
                until - Wire.readNumber(in),
                until,
                Room.readFrom(in),
                AgeCurve.readFrom(in),
                in.readBoolean() ? Optional.of(readFrom(in)) : Optional.empty());
    }
}

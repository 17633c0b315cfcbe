package io.heaptide.core;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Comparator;

/**
 * The instances of a service that run one version. Immutable, mergeable, bounded.
 *
 * @param version empty if unknown
 * @param sinceMillis first reading of the oldest of its lives
 * @param untilMillis newest assessment of them
 * @param present what its present instances say
 * @param room headroom of its lives
 * @param ages how its lives grow with age, those that have ended too
 */
record Cohort(String version, long sinceMillis, long untilMillis, Present present, Room room, AgeCurve ages) {
    /** Those with more instances first, then the newer ones: the last are the first to be put together with others. */
    static final Comparator<Cohort> IMPORTANCE = Comparator.<Cohort>comparingInt(
                    cohort -> -cohort.present().instances())
            .thenComparingLong(cohort -> -cohort.untilMillis())
            .thenComparingLong(cohort -> -cohort.sinceMillis())
            .thenComparing(Cohort::version);

    /** Both, under this one's version. */
    Cohort merge(Cohort other) {
        return new Cohort(
                version,
                Math.min(sinceMillis, other.sinceMillis),
                Math.max(untilMillis, other.untilMillis),
                present.merge(other.present),
                room.merge(other.room),
                ages.merge(other.ages));
    }

    /** This, of instances that have ended. */
    Cohort ended() {
        return new Cohort(version, sinceMillis, untilMillis, Present.NONE, room, ages);
    }

    void writeTo(DataOutput out) throws IOException {
        out.writeUTF(version);
        Wire.writeNumber(out, untilMillis);
        Wire.writeNumber(out, untilMillis - sinceMillis);
        present.writeTo(out);
        room.writeTo(out);
        ages.writeTo(out);
    }

    static Cohort readFrom(DataInput in) throws IOException {
        String version = in.readUTF();
        long until = Wire.readNumber(in);
        return new Cohort(
                version,
                until - Wire.readNumber(in),
                until,
                Present.readFrom(in),
                Room.readFrom(in),
                AgeCurve.readFrom(in));
    }
}

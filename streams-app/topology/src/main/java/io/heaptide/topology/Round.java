package io.heaptide.topology;

import io.heaptide.core.ServiceId;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * When a service is next summed up in a partition.
 *
 * @param dueMillis event time of the next visit, epoch milliseconds
 * @param plannedMillis event time at which that was decided: a restarted task knows by it how late it is
 * @param pendingMillis end of the newest pane evaluated but not yet summed up, {@link #NONE} if all is
 * @param summedMillis end of the newest pane summed up, {@link #NONE} if none was
 */
record Round(long dueMillis, long plannedMillis, long pendingMillis, long summedMillis) {

    static final long NONE = 0;

    boolean isPending() {
        return pendingMillis != NONE;
    }

    void writeTo(DataOutput out) throws IOException {
        out.writeLong(dueMillis);
        out.writeLong(plannedMillis);
        out.writeLong(pendingMillis);
        out.writeLong(summedMillis);
    }

    static Round readFrom(DataInput in) throws IOException {
        return new Round(in.readLong(), in.readLong(), in.readLong(), in.readLong());
    }

    /** Writes rounds. */
    static final class Form implements StateForm<ServiceId, Round> {

        @Override
        public void writeKey(ServiceId key, DataOutput out) throws IOException {
            ServiceKeys.write(key, out);
        }

        @Override
        public ServiceId readKey(DataInput in) throws IOException {
            return ServiceKeys.read(in);
        }

        @Override
        public void writeState(Round round, DataOutput out) throws IOException {
            FormVersion.write(out);
            round.writeTo(out);
        }

        @Override
        public Round readState(ServiceId key, DataInput in) throws IOException {
            FormVersion.check(in);
            return Round.readFrom(in);
        }
    }
}

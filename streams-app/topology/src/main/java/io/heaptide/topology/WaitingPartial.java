package io.heaptide.topology;

import io.heaptide.core.ServiceId;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Names what a partition said of a pane that cannot be scored yet.
 *
 * @param atMillis the pane's end, epoch milliseconds
 */
record WaitingPartial(ServiceId service, long atMillis, int partition) {

    static WaitingPartial of(ServicePartial partial) {
        return new WaitingPartial(partial.service(), partial.atMillis(), partial.partition());
    }

    /** Writes them. */
    static final class Form implements StateForm<WaitingPartial, ServicePartial> {

        @Override
        public void writeKey(WaitingPartial key, DataOutput out) throws IOException {
            ServiceKeys.write(key.service(), out);
            out.writeLong(key.atMillis());
            out.writeInt(key.partition());
        }

        @Override
        public WaitingPartial readKey(DataInput in) throws IOException {
            return new WaitingPartial(ServiceKeys.read(in), in.readLong(), in.readInt());
        }

        @Override
        public void writeState(ServicePartial partial, DataOutput out) throws IOException {
            FormVersion.write(out);
            partial.writeTo(out);
        }

        @Override
        public ServicePartial readState(WaitingPartial key, DataInput in) throws IOException {
            FormVersion.check(in);
            return ServicePartial.readFrom(key.service(), in);
        }
    }
}

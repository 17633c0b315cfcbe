package io.heaptide.topology;

import io.heaptide.core.ServiceEvidence;
import io.heaptide.core.ServiceId;
import io.heaptide.schemas.MalformedRecord;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * What the instances of one partition say together about a service: the value of the repartition topic.
 *
 * @param partition the partition of samples it sums up
 * @param atMillis end of the newest pane in it, epoch milliseconds
 * @param environment where the service runs, empty if unknown
 */
record ServicePartial(ServiceId service, int partition, long atMillis, String environment, ServiceEvidence evidence) {

    byte[] toBytes() {
        StateWriter out = new StateWriter();
        try {
            FormVersion.write(out);
            ServiceKeys.write(service, out);
            writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toBytes();
    }

    /**
     * Reads what {@link #toBytes} wrote.
     *
     * @throws MalformedRecord if the bytes are no partial of a form known to this build
     */
    static ServicePartial of(byte[] bytes, StateReader reader) {
        StateReader in = reader.over(bytes);
        try {
            FormVersion.check(in);
            return readFrom(ServiceKeys.read(in), in);
        } catch (IOException | IllegalArgumentException e) {
            throw new MalformedRecord(e);
        }
    }

    /** Writes all but the service. */
    void writeTo(DataOutput out) throws IOException {
        out.writeInt(partition);
        out.writeLong(atMillis);
        out.writeUTF(environment);
        evidence.writeTo(out);
    }

    static ServicePartial readFrom(ServiceId service, DataInput in) throws IOException {
        return new ServicePartial(service, in.readInt(), in.readLong(), in.readUTF(), ServiceEvidence.readFrom(in));
    }
}

package io.heaptide.topology;

import io.heaptide.core.ServiceEvidence;
import io.heaptide.core.ServiceId;
import io.heaptide.schemas.MalformedRecord;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
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
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            FormVersion.write(out);
            ServiceKeys.write(service, out);
            writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** @throws MalformedRecord if the bytes are no partial of a form known to this build */
    static ServicePartial of(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
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

package io.heaptide.topology;

import io.heaptide.core.ServiceId;
import io.heaptide.schemas.Topics;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Service identities in state and in record keys. */
final class ServiceKeys {

    private ServiceKeys() {}

    static void write(ServiceId service, DataOutput out) throws IOException {
        out.writeUTF(service.namespace());
        out.writeUTF(service.name());
    }

    static ServiceId read(DataInput in) throws IOException {
        return new ServiceId(in.readUTF(), in.readUTF());
    }

    static String recordKey(ServiceId service) {
        return Topics.serviceKey(service.namespace(), service.name());
    }
}

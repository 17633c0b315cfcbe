package io.heaptide.topology;

import io.heaptide.core.Incident;
import io.heaptide.core.ServiceId;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Optional;

/** Writes watched services. */
final class WatchedServiceForm implements StateForm<ServiceId, WatchedService> {

    @Override
    public void writeKey(ServiceId key, DataOutput out) throws IOException {
        ServiceKeys.write(key, out);
    }

    @Override
    public ServiceId readKey(DataInput in) throws IOException {
        return ServiceKeys.read(in);
    }

    @Override
    public void writeState(WatchedService service, DataOutput out) throws IOException {
        FormVersion.write(out);
        PublishedForm.write(service.published(), out);
        out.writeBoolean(service.incident().isPresent());
        if (service.incident().isPresent()) {
            service.incident().get().writeTo(out);
        }
        out.writeLong(service.scoredMillis());
        out.writeInt(service.partials().size());
        for (ServicePartial partial : service.partials()) {
            partial.writeTo(out);
        }
    }

    @Override
    public WatchedService readState(ServiceId key, DataInput in) throws IOException {
        FormVersion.check(in);
        WatchedService service = new WatchedService();
        service.published(PublishedForm.read(in));
        Optional<Incident> incident = in.readBoolean() ? Optional.of(Incident.readFrom(in)) : Optional.empty();
        service.scored(in.readLong(), incident);
        for (int left = in.readInt(); left > 0; left--) {
            service.put(ServicePartial.readFrom(key, in));
        }
        return service;
    }
}

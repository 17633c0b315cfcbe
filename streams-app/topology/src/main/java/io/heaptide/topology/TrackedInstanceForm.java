package io.heaptide.topology;

import io.heaptide.core.InstanceId;
import io.heaptide.core.InstanceState;
import io.heaptide.core.Rosters;
import io.heaptide.core.ServiceId;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Writes tracked instances. Safe to share between threads. */
final class TrackedInstanceForm implements StateForm<InstanceId, TrackedInstance> {

    private final Rosters rosters = new Rosters();
    private final Shared<ServiceId> services = new Shared<>();
    private final Shared<Placement> placements = new Shared<>();

    @Override
    public void writeKey(InstanceId key, DataOutput out) throws IOException {
        ServiceKeys.write(key.service(), out);
        out.writeUTF(key.id());
    }

    @Override
    public InstanceId readKey(DataInput in) throws IOException {
        return new InstanceId(services.of(ServiceKeys.read(in)), in.readUTF());
    }

    @Override
    public void writeState(TrackedInstance tracked, DataOutput out) throws IOException {
        FormVersion.write(out);
        tracked.placement().writeTo(out);
        PublishedForm.write(tracked.published(), out);
        out.writeLong(tracked.assessedMillis());
        if (tracked.assessedMillis() != TrackedInstance.NOT_YET) {
            out.writeShort(tracked.evidence().length);
            out.write(tracked.evidence());
        }
        tracked.state().writeTo(out);
    }

    @Override
    public TrackedInstance readState(InstanceId key, DataInput in) throws IOException {
        FormVersion.check(in, FormVersion.PACKED);
        Placement placement = placements.of(Placement.readFrom(in));
        PublishPolicy.Published published = PublishedForm.read(in);
        long assessedMillis = in.readLong();
        byte[] evidence = assessedMillis == TrackedInstance.NOT_YET ? new byte[0] : readEvidence(in);
        TrackedInstance tracked = new TrackedInstance(InstanceState.readFrom(key, rosters, in), placement);
        tracked.assessed(assessedMillis, evidence);
        tracked.published(published);
        return tracked;
    }

    /** Its series. */
    @Override
    public int parts(TrackedInstance tracked) {
        return tracked.state().size();
    }

    private static byte[] readEvidence(DataInput in) throws IOException {
        byte[] evidence = new byte[in.readUnsignedShort()];
        in.readFully(evidence);
        return evidence;
    }
}

package io.heaptide.topology;

import io.heaptide.core.InstanceId;
import io.heaptide.core.ServiceEvidence;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Evidence as bytes. Each instance keeps what it last said for a pane or many, and is asked for it once a pane: as objects
 * it would take three times the memory. For one thread.
 */
final class EvidenceForm {

    private final StateWriter writer = new StateWriter();
    private final StateReader reader = new StateReader();

    /** @param instance whose evidence it is, which the bytes need not say */
    byte[] freeze(InstanceId instance, ServiceEvidence evidence) {
        writer.reset();
        writer.presuppose(instance.id());
        try {
            evidence.writeTo(writer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return writer.toBytes();
    }

    ServiceEvidence thaw(InstanceId instance, byte[] bytes) {
        if (bytes.length == 0) {
            return ServiceEvidence.EMPTY;
        }
        try {
            return ServiceEvidence.readFrom(reader.over(bytes).presuppose(instance.id()));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "evidence of " + instance + " in " + bytes.length + " bytes cannot be read", e);
        }
    }
}

package io.heaptide.topology;

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

    byte[] freeze(ServiceEvidence evidence) {
        writer.reset();
        try {
            evidence.writeTo(writer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return writer.toBytes();
    }

    ServiceEvidence thaw(byte[] bytes) {
        if (bytes.length == 0) {
            return ServiceEvidence.EMPTY;
        }
        try {
            return ServiceEvidence.readFrom(reader.over(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException("evidence of " + bytes.length + " bytes cannot be read", e);
        }
    }
}

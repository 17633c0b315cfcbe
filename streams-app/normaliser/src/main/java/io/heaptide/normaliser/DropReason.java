package io.heaptide.normaliser;

import java.util.Locale;

/** Why a record gave no readings at all. */
public enum DropReason {
    /** no bytes at all: a tombstone on a topic that has none */
    EMPTY_RECORD,
    /** no OTLP metrics in protobuf: the exporter's encoding has to be {@code otlp_proto} */
    MALFORMED_RECORD,
    /** Kafka will never take what was made of it */
    RECORD_REFUSED;

    /** As it is written to the dead-letters topic: lower snake case. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}

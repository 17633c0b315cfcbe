package io.heaptide.schemas;

import org.apache.kafka.common.errors.SerializationException;

/** Bytes that are no record of the expected type. Always dead-lettered, never retried. */
public final class MalformedRecord extends SerializationException {

    private static final long serialVersionUID = 1L;

    public MalformedRecord(Throwable cause) {
        super("not a record of a known schema: " + cause.getMessage(), cause);
    }
}

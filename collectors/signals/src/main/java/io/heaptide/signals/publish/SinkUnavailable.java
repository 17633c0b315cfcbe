package io.heaptide.signals.publish;

import org.jspecify.annotations.Nullable;

/** A sink could not make a submission durable, or does not know that it did. */
public final class SinkUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Reason {
        /** it holds as much as it may */
        BUFFER_FULL(true),
        /** it is closing */
        CLOSED(true),
        /** no acknowledgement in time */
        TIMED_OUT(true),
        /** Kafka cannot be reached, or refuses for now */
        KAFKA_FAILED(true),
        /** Kafka will refuse the same record again */
        RECORD_REFUSED(false);

        private final boolean retryable;

        Reason(boolean retryable) {
            this.retryable = retryable;
        }

        /** Whether the same submission may succeed later. */
        public boolean isRetryable() {
            return retryable;
        }
    }

    private final Reason reason;

    public SinkUnavailable(Reason reason, String message) {
        this(reason, message, null);
    }

    public SinkUnavailable(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }
}

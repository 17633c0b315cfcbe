package io.heaptide.gateway;

import com.google.protobuf.Any;
import com.google.protobuf.util.Durations;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import io.heaptide.signals.publish.SinkUnavailable;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A request that is answered with an error. */
final class RefusedRequest extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** A full buffer empties within a flush or two. */
    private static final Duration SOON = Duration.ofSeconds(1);

    /** A broker that failed takes longer: an election, or a restart. */
    private static final Duration LATER = Duration.ofSeconds(5);

    /** Parsers quote what they could not read, and that may be megabytes. */
    private static final int LONGEST_MESSAGE = 1_000;

    private final Refusal refusal;
    private final @Nullable Duration retryAfter;

    RefusedRequest(Refusal refusal, String message) {
        this(refusal, message, null, null);
    }

    private RefusedRequest(Refusal refusal, String message, @Nullable Duration retryAfter, @Nullable Throwable cause) {
        super(message.substring(0, Math.min(message.length(), LONGEST_MESSAGE)), cause);
        this.refusal = refusal;
        this.retryAfter = retryAfter;
    }

    /** Too much at once; nothing is wrong with the request. */
    static RefusedRequest busy(String message) {
        return new RefusedRequest(Refusal.UNAVAILABLE, message, SOON, null);
    }

    /** What to answer for anything that went wrong. */
    static RefusedRequest of(Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (cause instanceof RefusedRequest refused) {
            return refused;
        }
        if (cause instanceof SinkUnavailable sink) {
            return of(sink);
        }
        if (cause instanceof TimeoutException) {
            return new RefusedRequest(Refusal.UNAVAILABLE, "Kafka did not acknowledge in time; retry", LATER, cause);
        }
        return new RefusedRequest(Refusal.INTERNAL, "the gateway failed on this request; see its log", null, cause);
    }

    private static RefusedRequest of(SinkUnavailable sink) {
        if (!sink.reason().isRetryable()) {
            return new RefusedRequest(Refusal.INTERNAL, String.valueOf(sink.getMessage()), null, sink);
        }
        Duration delay = sink.reason() == SinkUnavailable.Reason.BUFFER_FULL ? SOON : LATER;
        return new RefusedRequest(Refusal.UNAVAILABLE, sink.getMessage() + "; retry", delay, sink);
    }

    Refusal refusal() {
        return refusal;
    }

    /** When to come back, if that may help. */
    Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    Status toStatus() {
        Status.Builder status =
                Status.newBuilder().setCode(refusal.rpc().getNumber()).setMessage(String.valueOf(getMessage()));
        retryAfter()
                .map(delay -> RetryInfo.newBuilder()
                        .setRetryDelay(Durations.fromMillis(delay.toMillis()))
                        .build())
                .ifPresent(retry -> status.addDetails(Any.pack(retry)));
        return status.build();
    }
}

package io.heaptide.gateway;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpObject;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * Collects a request's body as it came.
 *
 * <p>The body of a refused request is read to its end all the same, and dropped: a server that answers and hangs up while
 * the client still sends makes many clients see a broken connection instead of the answer. A body several times larger
 * than allowed is cut off.
 */
final class BodyCollector implements Subscriber<HttpObject> {

    private static final int DRAINED_TIMES_LIMIT = 4;

    private final long maxBytes;
    private final InFlight.@Nullable Place place;
    private final List<byte[]> chunks = new ArrayList<>();
    private final CompletableFuture<InputStream> body = new CompletableFuture<>();
    private @Nullable RefusedRequest refusal;
    private @Nullable Subscription subscription;
    private long bytes;

    private BodyCollector(long maxBytes, InFlight.@Nullable Place place, @Nullable RefusedRequest refusal) {
        this.maxBytes = maxBytes;
        this.place = place;
        this.refusal = refusal;
    }

    /** Keeps the body of a request that has its place. */
    static BodyCollector keeping(InFlight.Place place, long maxBytes) {
        return new BodyCollector(maxBytes, place, null);
    }

    /** Drops the body of a request that is refused already. */
    static BodyCollector refusing(RefusedRequest refusal, long maxBytes) {
        return new BodyCollector(maxBytes, null, refusal);
    }

    /** The body once it is complete, or why there is none. */
    CompletableFuture<InputStream> body() {
        return body;
    }

    /** Gives the request's place back. */
    void leave() {
        if (place != null) {
            place.leave();
        }
    }

    @Override
    public void onSubscribe(Subscription started) {
        subscription = started;
        started.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(HttpObject object) {
        if (object instanceof HttpData data) {
            bytes += data.length();
            if (refusal == null) {
                keep(data);
            }
            if (bytes > DRAINED_TIMES_LIMIT * maxBytes && subscription != null) {
                subscription.cancel();
                onComplete();
            }
        }
    }

    @Override
    public void onError(Throwable cause) {
        body.completeExceptionally(RefusedRequest.busy("the body did not arrive: " + cause));
    }

    @Override
    public void onComplete() {
        if (refusal != null) {
            body.completeExceptionally(refusal);
        } else {
            body.complete(new SequenceInputStream(Collections.enumeration(
                    chunks.stream().map(ByteArrayInputStream::new).toList())));
        }
    }

    static RefusedRequest tooLarge(long maxBytes) {
        return new RefusedRequest(
                Refusal.TOO_LARGE,
                "the request is larger than " + maxBytes
                        + " bytes; send smaller batches, or raise HEAPTIDE_OTLP_MAX_BYTES and the gateway's heap");
    }

    private void keep(HttpData data) {
        if (bytes > maxBytes) {
            refuse(tooLarge(maxBytes));
            return;
        }
        try {
            if (place != null) {
                place.hold(data.length());
            }
            chunks.add(data.array());
        } catch (RefusedRequest busy) {
            refuse(busy);
        }
    }

    private void refuse(RefusedRequest why) {
        refusal = why;
        chunks.clear();
    }
}

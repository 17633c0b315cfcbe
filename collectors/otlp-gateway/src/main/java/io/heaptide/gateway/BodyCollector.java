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

/** Collects a request's body as it came, and gives up as soon as it is larger than allowed. */
final class BodyCollector implements Subscriber<HttpObject> {

    private final long maxBytes;
    private final List<byte[]> chunks = new ArrayList<>();
    private final CompletableFuture<InputStream> body = new CompletableFuture<>();
    private @Nullable Subscription subscription;
    private long bytes;

    BodyCollector(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    CompletableFuture<InputStream> body() {
        return body;
    }

    @Override
    public void onSubscribe(Subscription started) {
        subscription = started;
        started.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(HttpObject object) {
        if (!(object instanceof HttpData data) || body.isDone()) {
            return;
        }
        bytes += data.length();
        if (bytes <= maxBytes) {
            chunks.add(data.array());
            return;
        }
        chunks.clear();
        body.completeExceptionally(tooLarge(maxBytes));
        if (subscription != null) {
            subscription.cancel();
        }
    }

    @Override
    public void onError(Throwable cause) {
        body.completeExceptionally(RefusedRequest.busy("the body did not arrive: " + cause));
    }

    @Override
    public void onComplete() {
        body.complete(new SequenceInputStream(Collections.enumeration(
                chunks.stream().map(ByteArrayInputStream::new).toList())));
    }

    static RefusedRequest tooLarge(long maxBytes) {
        return new RefusedRequest(
                Refusal.TOO_LARGE,
                "the request is larger than " + maxBytes
                        + " bytes; send smaller batches, or raise HEAPTIDE_OTLP_MAX_BYTES");
    }
}

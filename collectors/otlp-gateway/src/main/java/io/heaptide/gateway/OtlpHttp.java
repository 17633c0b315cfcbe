package io.heaptide.gateway;

import com.google.protobuf.Message;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.RequestHeaders;
import java.io.IOException;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;

/** One request of OTLP/HTTP. Source: opentelemetry-proto 1.11.0, docs/specification.md, "OTLP/HTTP". */
final class OtlpHttp<Q extends Message, R extends Message> implements HttpIntake.Exchange {

    private final Path<Q, R> path;
    private final RequestLimits limits;
    private final RequestHeaders headers;
    private final WireFormat format;

    /** The message that a path takes, and what becomes of it. */
    record Path<Q extends Message, R extends Message>(
            Class<Q> type, Q empty, BiFunction<Ingest, Q, CompletionStage<R>> taking) {}

    OtlpHttp(Path<Q, R> path, RequestLimits limits, RequestHeaders headers) {
        this.path = path;
        this.limits = limits;
        this.headers = headers;
        this.format = WireFormat.of(headers.contentType()).orElse(WireFormat.PROTOBUF);
    }

    @Override
    public ContentCoding coding() {
        if (WireFormat.of(headers.contentType()).isEmpty()) {
            throw new RefusedRequest(
                    Refusal.UNSUPPORTED_CONTENT,
                    "Content-Type must be application/x-protobuf or application/json, got " + headers.contentType());
        }
        return ContentCoding.ofStream(headers);
    }

    @Override
    public long maxBytes() {
        return limits.of(format);
    }

    @Override
    public CompletionStage<HttpResponse> take(LimitedStream body, Ingest ingest) {
        return path.taking()
                .apply(ingest, read(body))
                .thenApply(response ->
                        HttpResponse.of(HttpStatus.OK, format.mediaType(), HttpData.wrap(format.write(response))));
    }

    @Override
    public HttpResponse refuse(RefusedRequest refused) {
        return HttpResponse.of(
                HttpIntake.headers(refused, format.mediaType()), HttpData.wrap(format.write(refused.toStatus())));
    }

    private Q read(LimitedStream body) {
        Message.Builder into = path.empty().newBuilderForType();
        try {
            format.read(body, into);
            return path.type().cast(into.build());
        } catch (IOException | RuntimeException undecodable) { // the JSON parser throws both on hostile input
            throw body.refusal("OTLP " + format, undecodable);
        }
    }
}

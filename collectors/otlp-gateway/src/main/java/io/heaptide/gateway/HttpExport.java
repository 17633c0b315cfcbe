package io.heaptide.gateway;

import com.google.protobuf.Message;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One path of OTLP/HTTP. Source: opentelemetry-proto 1.11.0, docs/specification.md, "OTLP/HTTP". */
final class HttpExport<Q extends Message, R extends Message> implements HttpService {

    private static final Logger LOG = LoggerFactory.getLogger(HttpExport.class);

    private final Requests<Q> requests;
    private final Function<Q, CompletionStage<R>> ingest;
    private final InFlight inFlight;
    private final RequestLimits limits;

    /** The message that a path takes. */
    record Requests<Q extends Message>(Class<Q> type, Q empty) {}

    HttpExport(Requests<Q> requests, Function<Q, CompletionStage<R>> ingest, InFlight inFlight, RequestLimits limits) {
        this.requests = requests;
        this.ingest = ingest;
        this.inFlight = inFlight;
        this.limits = limits;
    }

    @Override
    public HttpResponse serve(ServiceRequestContext ctx, HttpRequest request) {
        WireFormat format = WireFormat.of(request.contentType()).orElse(WireFormat.PROTOBUF);
        BodyCollector collector = admit(request.headers(), format);
        request.subscribe(collector, ctx.eventLoop());
        boolean gzip = isGzip(request.headers());
        return HttpResponse.of(collector
                .body()
                .thenApplyAsync(body -> decode(body, gzip, format), ctx.blockingTaskExecutor())
                .thenCompose(ingest)
                .<HttpResponse>thenApply(response -> success(response, format))
                .exceptionally(thrown -> error(RefusedRequest.of(thrown), format))
                .whenComplete((answered, impossible) -> collector.leave()));
    }

    private BodyCollector admit(RequestHeaders headers, WireFormat format) {
        long maxBytes = limits.of(format);
        try {
            check(headers);
            return BodyCollector.keeping(inFlight.enter(), maxBytes);
        } catch (RefusedRequest refused) {
            return BodyCollector.refusing(refused, maxBytes);
        }
    }

    private static void check(RequestHeaders headers) {
        if (headers.method() != HttpMethod.POST) {
            throw new RefusedRequest(Refusal.WRONG_METHOD, "use POST, not " + headers.method());
        }
        if (WireFormat.of(headers.contentType()).isEmpty()) {
            throw new RefusedRequest(
                    Refusal.UNSUPPORTED_CONTENT,
                    "Content-Type must be application/x-protobuf or application/json, got " + headers.contentType());
        }
        String encoding = encoding(headers);
        if (!encoding.isEmpty() && !encoding.equals("identity") && !encoding.equals("gzip")) {
            throw new RefusedRequest(
                    Refusal.UNSUPPORTED_CONTENT, "Content-Encoding must be gzip or absent, got " + encoding);
        }
    }

    private static String encoding(RequestHeaders headers) {
        return headers.get(HttpHeaderNames.CONTENT_ENCODING, "").strip().toLowerCase(Locale.ROOT);
    }

    private static boolean isGzip(RequestHeaders headers) {
        return encoding(headers).equals("gzip");
    }

    private Q decode(InputStream body, boolean gzip, WireFormat format) {
        Message.Builder builder = requests.empty().newBuilderForType();
        try (InputStream plain = gzip ? new GZIPInputStream(body) : body;
                LimitedStream limited = new LimitedStream(plain, limits.of(format))) {
            read(limited, builder, format);
            return requests.type().cast(builder.build());
        } catch (IOException notGzip) {
            throw new RefusedRequest(
                    Refusal.MALFORMED, "the body is not what its headers say: " + notGzip.getMessage());
        }
    }

    private void read(LimitedStream body, Message.Builder into, WireFormat format) {
        try {
            format.read(body, into);
        } catch (IOException | RuntimeException undecodable) { // the JSON parser throws both on hostile input
            throw body.isExceeded()
                    ? BodyCollector.tooLarge(limits.of(format))
                    : new RefusedRequest(
                            Refusal.MALFORMED, "the body is no OTLP " + format + ": " + undecodable.getMessage());
        }
    }

    private static HttpResponse success(Message response, WireFormat format) {
        return HttpResponse.of(HttpStatus.OK, format.mediaType(), HttpData.wrap(format.write(response)));
    }

    private static HttpResponse error(RefusedRequest refused, WireFormat format) {
        if (refused.refusal() == Refusal.INTERNAL) {
            LOG.error("request failed", refused);
        }
        ResponseHeadersBuilder headers =
                ResponseHeaders.builder(refused.refusal().httpCode()).contentType(format.mediaType());
        refused.retryAfter().ifPresent(delay -> headers.setLong(HttpHeaderNames.RETRY_AFTER, delay.toSeconds()));
        return HttpResponse.of(headers.build(), HttpData.wrap(format.write(refused.toStatus())));
    }
}

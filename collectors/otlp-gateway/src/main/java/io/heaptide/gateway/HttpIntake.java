package io.heaptide.gateway;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A path that takes bodies over HTTP: access, bounds, compression and failures, the same for every protocol. */
final class HttpIntake implements HttpService {

    private static final Logger LOG = LoggerFactory.getLogger(HttpIntake.class);

    private final Function<RequestHeaders, Exchange> protocol;
    private final Senders senders;
    private final InFlight inFlight;

    /** One request, in the terms of its protocol. */
    interface Exchange {

        /**
         * How the body is compressed.
         *
         * @throws RefusedRequest if the headers are none that the protocol takes
         */
        ContentCoding coding();

        /** The largest body, after decompression. */
        long maxBytes();

        /**
         * Reads the body to its end and answers once its content is durable.
         *
         * @throws RefusedRequest if it cannot be read
         */
        CompletionStage<HttpResponse> take(LimitedStream body, Ingest ingest);

        /** The answer to a request that is not taken. */
        HttpResponse refuse(RefusedRequest refused);
    }

    HttpIntake(Function<RequestHeaders, Exchange> protocol, Senders senders, InFlight inFlight) {
        this.protocol = protocol;
        this.senders = senders;
        this.inFlight = inFlight;
    }

    @Override
    public HttpResponse serve(ServiceRequestContext ctx, HttpRequest request) {
        Exchange exchange = protocol.apply(request.headers());
        try {
            requirePost(request.headers());
            Ingest ingest = senders.ingest(request.headers().get(HttpHeaderNames.AUTHORIZATION, ""), ctx.sslSession());
            ContentCoding coding = exchange.coding();
            BodyCollector collector = BodyCollector.keeping(inFlight.enter(), exchange.maxBytes());
            return answer(ctx, request, collector, exchange, body -> taken(body, coding, exchange, ingest));
        } catch (RefusedRequest refused) {
            BodyCollector collector = BodyCollector.refusing(refused, exchange.maxBytes());
            return answer(ctx, request, collector, exchange, body -> {
                throw refused;
            });
        }
    }

    /** The head of an answer to a refused request: its code, and when to come back or how to be let in. */
    static ResponseHeaders headers(RefusedRequest refused, MediaType contentType) {
        ResponseHeadersBuilder headers =
                ResponseHeaders.builder(refused.refusal().httpCode()).contentType(contentType);
        refused.retryAfter().ifPresent(delay -> headers.setLong(HttpHeaderNames.RETRY_AFTER, delay.toSeconds()));
        if (refused.refusal() == Refusal.UNAUTHENTICATED) {
            headers.set(HttpHeaderNames.WWW_AUTHENTICATE, "Bearer");
        }
        return headers.build();
    }

    private static void requirePost(RequestHeaders headers) {
        if (headers.method() != HttpMethod.POST) {
            throw new RefusedRequest(Refusal.WRONG_METHOD, "use POST, not " + headers.method());
        }
    }

    private static HttpResponse answer(
            ServiceRequestContext ctx,
            HttpRequest request,
            BodyCollector collector,
            Exchange exchange,
            Function<InputStream, CompletionStage<HttpResponse>> taking) {
        request.subscribe(collector, ctx.eventLoop());
        return HttpResponse.of(collector
                .body()
                .thenApplyAsync(taking, ctx.blockingTaskExecutor())
                .thenCompose(answered -> answered)
                .exceptionally(thrown -> exchange.refuse(logged(RefusedRequest.of(thrown))))
                .whenComplete((answered, impossible) -> collector.leave()));
    }

    private static CompletionStage<HttpResponse> taken(
            InputStream body, ContentCoding coding, Exchange exchange, Ingest ingest) {
        long limit = exchange.maxBytes();
        try (InputStream plain = coding.plain(body, limit);
                LimitedStream limited = new LimitedStream(plain, limit)) {
            return exchange.take(limited, ingest);
        } catch (IOException notCoded) {
            throw new RefusedRequest(
                    Refusal.MALFORMED, "the body is not what its headers say: " + notCoded.getMessage());
        }
    }

    private static RefusedRequest logged(RefusedRequest refused) {
        if (refused.refusal() == Refusal.INTERNAL) {
            LOG.error("request failed", refused);
        }
        return refused;
    }
}

package io.heaptide.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.QueryParams;
import com.linecorp.armeria.common.RequestHeaders;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * One batch of AWS Lambda's Telemetry API, as an extension forwards it. The API does not say whose events they are, so the
 * extension does, in the query: resource attributes, as in {@code ?faas.name=checkout&faas.version=7&faas.instance=…}.
 */
final class LambdaHttp implements HttpIntake.Exchange {

    /** Twice the largest batch that the API sends. */
    private static final long MAX_BYTES = 2 << 20;

    private final RequestLimits limits;
    private final RequestHeaders headers;

    LambdaHttp(RequestLimits limits, RequestHeaders headers) {
        this.limits = limits;
        this.headers = headers;
    }

    @Override
    public ContentCoding coding() {
        if (!WireFormat.of(headers.contentType()).equals(Optional.of(WireFormat.JSON))) {
            throw new RefusedRequest(
                    Refusal.UNSUPPORTED_CONTENT, "Content-Type must be application/json, got " + headers.contentType());
        }
        return ContentCoding.ofStream(headers);
    }

    @Override
    public long maxBytes() {
        return Math.min(MAX_BYTES, limits.jsonBytes());
    }

    @Override
    public CompletionStage<HttpResponse> take(LimitedStream body, Ingest ingest) {
        return ingest.logs(read(body).reports(function()))
                .thenApply(response -> HttpResponse.of(
                        HttpStatus.OK, WireFormat.JSON.mediaType(), HttpData.wrap(WireFormat.JSON.write(response))));
    }

    @Override
    public HttpResponse refuse(RefusedRequest refused) {
        return HttpResponse.of(
                HttpIntake.headers(refused, WireFormat.JSON.mediaType()),
                HttpData.wrap(WireFormat.JSON.write(refused.toStatus())));
    }

    private static LambdaEvents read(LimitedStream body) {
        try {
            return LambdaEvents.read(new InputStreamReader(body, UTF_8));
        } catch (IOException | RuntimeException undecodable) { // the JSON parser throws both on hostile input
            throw body.refusal("JSON array of the Telemetry API", undecodable);
        }
    }

    private Map<String, String> function() {
        int query = headers.path().indexOf('?');
        Map<String, String> function = new LinkedHashMap<>();
        QueryParams.fromQueryString(query < 0 ? "" : headers.path().substring(query + 1))
                .forEach(function::putIfAbsent);
        return function;
    }
}

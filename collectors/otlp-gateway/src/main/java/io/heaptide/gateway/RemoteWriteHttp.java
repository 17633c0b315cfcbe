package io.heaptide.gateway;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import io.heaptide.gateway.remotewrite.WriteRequest;
import io.heaptide.signals.Rejections;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One request of Prometheus remote write. Source: Prometheus Remote-Write specifications 1.0 and 2.0-rc.4.
 *
 * <p>A sender must not repeat what is answered with 4xx, so a request with unusable samples is 400 though the rest of it
 * is kept; it tells how many and why. Samples that are no memory signal count as written: they are taken, and left aside
 * on purpose.
 */
final class RemoteWriteHttp implements HttpIntake.Exchange {

    private static final String WRITTEN = "X-Prometheus-Remote-Write-%s-Written";
    private static final String PROTOBUF = "application/x-protobuf";

    private final RequestLimits limits;
    private final RequestHeaders headers;
    private final Optional<WriteRequest.Version> version;

    RemoteWriteHttp(RequestLimits limits, RequestHeaders headers) {
        this.limits = limits;
        this.headers = headers;
        this.version = version(headers.contentType());
    }

    @Override
    public ContentCoding coding() {
        requireVersion();
        return ContentCoding.of(headers)
                .filter(coding -> coding == ContentCoding.SNAPPY)
                .orElseThrow(() -> new RefusedRequest(
                        Refusal.UNSUPPORTED_CONTENT,
                        "Content-Encoding must be snappy, got " + ContentCoding.name(headers)));
    }

    @Override
    public long maxBytes() {
        return limits.remoteWriteBytes();
    }

    @Override
    public CompletionStage<HttpResponse> take(LimitedStream body, Ingest ingest) {
        WriteRequest request = read(body);
        return ingest.readings(request.resources()).thenApply(mapped -> answer(request, mapped.rejections()));
    }

    @Override
    public HttpResponse refuse(RefusedRequest refused) {
        ResponseHeadersBuilder answer = HttpIntake.headers(refused, MediaType.PLAIN_TEXT_UTF_8).toBuilder();
        tellWritten(0, 0, 0, answer);
        return HttpResponse.of(answer.build(), HttpData.ofUtf8(refused.getMessage() + "\n"));
    }

    /** Without a parameter it is 1.0, whose senders know of none. Whatever else it says is a message that we lack. */
    private static Optional<WriteRequest.Version> version(@Nullable MediaType type) {
        if (type == null || !type.nameWithoutParameters().equals(PROTOBUF)) {
            return Optional.empty();
        }
        List<String> messages = type.parameters().getOrDefault("proto", List.of("prometheus.WriteRequest"));
        return switch (String.join(",", messages)) {
            case "prometheus.WriteRequest" -> Optional.of(WriteRequest.Version.V1);
            case "io.prometheus.write.v2.Request" -> Optional.of(WriteRequest.Version.V2);
            default -> Optional.empty();
        };
    }

    private WriteRequest.Version requireVersion() {
        return version.orElseThrow(() -> new RefusedRequest(
                Refusal.UNSUPPORTED_CONTENT,
                "Content-Type must be " + PROTOBUF + ", with proto=prometheus.WriteRequest or"
                        + " proto=io.prometheus.write.v2.Request or neither, got " + headers.contentType()));
    }

    private WriteRequest read(LimitedStream body) {
        try {
            return WriteRequest.read(requireVersion(), body);
        } catch (IOException undecodable) {
            throw body.refusal("remote write message", undecodable);
        }
    }

    private HttpResponse answer(WriteRequest request, Rejections rejections) {
        long written = request.samples() - rejections.total();
        ResponseHeadersBuilder answer = rejections.total() == 0
                ? ResponseHeaders.builder(HttpStatus.NO_CONTENT)
                : ResponseHeaders.builder(HttpStatus.BAD_REQUEST).contentType(MediaType.PLAIN_TEXT_UTF_8);
        tellWritten(written, request.histograms(), request.exemplars(), answer);
        return rejections.total() == 0
                ? HttpResponse.of(answer.build())
                : HttpResponse.of(answer.build(), HttpData.ofUtf8(rejections.describe("samples") + "\n"));
    }

    /** 2.0 asks for these, and takes their absence as a sign of a receiver of 1.0. */
    private void tellWritten(long samples, long histograms, long exemplars, ResponseHeadersBuilder answer) {
        if (version.filter(WriteRequest.Version.V2::equals).isPresent()) {
            answer.setLong(WRITTEN.formatted("Samples"), samples);
            answer.setLong(WRITTEN.formatted("Histograms"), histograms);
            answer.setLong(WRITTEN.formatted("Exemplars"), exemplars);
        }
    }
}

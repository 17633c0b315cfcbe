package io.heaptide.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import com.google.rpc.Status;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsPartialSuccess;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsPartialSuccess;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.profiles.v1development.ExportProfilesPartialSuccess;
import io.opentelemetry.proto.collector.profiles.v1development.ExportProfilesServiceRequest;
import io.opentelemetry.proto.collector.profiles.v1development.ExportProfilesServiceResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** OTLP/HTTP, in either encoding, by the JDK's client. */
abstract class HttpExportContract extends OtlpExportContract {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final String contentType;

    HttpExportContract(String contentType) {
        this.contentType = contentType;
    }

    abstract byte[] write(Message message);

    abstract <B extends Message.Builder> B read(byte[] body, B into);

    @Override
    Reply export(ExportMetricsServiceRequest request, Coding coding) {
        HttpResponse<byte[]> response = post("/v1/metrics", write(request), coding);
        if (response.statusCode() != 200) {
            return refused(response);
        }
        ExportMetricsServiceResponse.Builder read = read(response.body(), ExportMetricsServiceResponse.newBuilder());
        ExportMetricsPartialSuccess partial = read.getPartialSuccess();
        assertThat(read.hasPartialSuccess()).isEqualTo(partial.getRejectedDataPoints() > 0);
        return Reply.accepted(partial.getRejectedDataPoints(), partial.getErrorMessage());
    }

    @Override
    Reply export(ExportLogsServiceRequest request, Coding coding) {
        HttpResponse<byte[]> response = post("/v1/logs", write(request), coding);
        if (response.statusCode() != 200) {
            return refused(response);
        }
        ExportLogsServiceResponse.Builder read = read(response.body(), ExportLogsServiceResponse.newBuilder());
        ExportLogsPartialSuccess partial = read.getPartialSuccess();
        assertThat(read.hasPartialSuccess()).isEqualTo(partial.getRejectedLogRecords() > 0);
        return Reply.accepted(partial.getRejectedLogRecords(), partial.getErrorMessage());
    }

    @Override
    Reply export(ExportProfilesServiceRequest request, Coding coding) {
        HttpResponse<byte[]> response = post("/v1development/profiles", write(request), coding);
        if (response.statusCode() != 200) {
            return refused(response);
        }
        ExportProfilesServiceResponse.Builder read = read(response.body(), ExportProfilesServiceResponse.newBuilder());
        ExportProfilesPartialSuccess partial = read.getPartialSuccess();
        assertThat(read.hasPartialSuccess()).isEqualTo(partial.getRejectedProfiles() > 0);
        return Reply.accepted(partial.getRejectedProfiles(), partial.getErrorMessage());
    }

    @Test
    void answersGarbageWithAStatusInTheEncodingOfTheRequest() {
        HttpResponse<byte[]> response = post("/v1/metrics", new byte[] {'{', (byte) 0xff, 7, 1}, Coding.PLAIN);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(status(response).getCode()).isEqualTo(3);
        assertThat(status(response).getMessage()).contains("no OTLP");
    }

    @Test
    void answersABodyThatIsNotTheGzipItClaimsToBe() {
        HttpResponse<byte[]> response = send(
                HttpRequest.newBuilder(uri("/v1/metrics")).header("Content-Encoding", "gzip"), new byte[] {1, 2, 3});

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(status(response).getMessage()).contains("not what its headers say");
    }

    @Test
    void answersABodyThatIsNotTheZstdItClaimsToBe() {
        HttpResponse<byte[]> response = send(
                HttpRequest.newBuilder(uri("/v1/metrics")).header("Content-Encoding", "zstd"), new byte[] {1, 2, 3});

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(status(response).getMessage()).contains("Unknown frame descriptor");
    }

    @Test
    void refusesACompressionItDoesNotKnow() {
        HttpResponse<byte[]> response =
                send(HttpRequest.newBuilder(uri("/v1/metrics")).header("Content-Encoding", "br"), new byte[0]);

        assertThat(response.statusCode()).isEqualTo(415);
        assertThat(status(response).getMessage()).contains("br");
    }

    HttpResponse<byte[]> post(String path, byte[] body, Coding coding) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
        if (coding != Coding.PLAIN) {
            request.header("Content-Encoding", coding.label());
        }
        return send(request, coding.applied(body));
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + gateway.httpPort() + path);
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request, byte[] body) {
        HttpResponse<byte[]> response = raw(request.header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build());
        assertThat(response.headers().firstValue("Content-Type")).contains(contentType);
        return response;
    }

    HttpResponse<byte[]> raw(HttpRequest request) {
        try {
            return CLIENT.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    Status status(HttpResponse<byte[]> response) {
        return read(response.body(), Status.newBuilder()).build();
    }

    private Reply refused(HttpResponse<byte[]> response) {
        Reply.Kind kind =
                switch (response.statusCode()) {
                    case 503 -> Reply.Kind.RETRYABLE;
                    case 413 -> Reply.Kind.TOO_LARGE;
                    default -> Reply.Kind.FAILED;
                };
        Optional<Duration> retryAfter = response.headers()
                .firstValue("Retry-After")
                .map(Long::parseLong)
                .map(Duration::ofSeconds);
        return new Reply(kind, 0, status(response).getMessage(), retryAfter);
    }
}

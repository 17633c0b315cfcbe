package io.heaptide.gateway;

import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;

/** Sends metrics as protobuf over HTTP. */
final class HttpSender {

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI uri;

    HttpSender(int port) {
        this.uri = URI.create("http://127.0.0.1:" + port + "/v1/metrics");
    }

    record Answer(int status, long rejected, String message) {}

    Answer send(String instance, double... values) {
        ExportMetricsServiceRequest request = Requests.metrics(instance, Instant.now(), values);
        try {
            HttpResponse<byte[]> response = client.send(
                    HttpRequest.newBuilder(uri)
                            .header("Content-Type", "application/x-protobuf")
                            .timeout(Duration.ofSeconds(10))
                            .POST(HttpRequest.BodyPublishers.ofByteArray(request.toByteArray()))
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                return new Answer(response.statusCode(), 0, "");
            }
            var partial =
                    ExportMetricsServiceResponse.parseFrom(response.body()).getPartialSuccess();
            return new Answer(200, partial.getRejectedDataPoints(), partial.getErrorMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

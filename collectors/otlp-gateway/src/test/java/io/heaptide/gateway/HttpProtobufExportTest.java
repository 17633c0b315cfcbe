package io.heaptide.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.heaptide.signals.publish.SinkUnavailable;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class HttpProtobufExportTest extends HttpExportContract {

    HttpProtobufExportTest() {
        super("application/x-protobuf");
    }

    @Override
    byte[] write(Message message) {
        return message.toByteArray();
    }

    @Override
    <B extends Message.Builder> B read(byte[] body, B into) {
        try {
            into.mergeFrom(body);
            return into;
        } catch (InvalidProtocolBufferException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void refusesOtherContentTypes() {
        HttpResponse<byte[]> response = raw(HttpRequest.newBuilder(uri("/v1/metrics"))
                .header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString("hello"))
                .build());

        assertThat(response.statusCode()).isEqualTo(415);
        assertThat(status(response).getMessage()).contains("text/plain");
    }

    @Test
    void refusesOtherMethods() {
        HttpResponse<byte[]> response =
                raw(HttpRequest.newBuilder(uri("/v1/metrics")).GET().build());

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(status(response).getMessage()).isEqualTo("use POST, not GET");
    }

    @Test
    void doesNotTakeTraces() {
        assertThat(post("/v1/metrics", new byte[0], Coding.PLAIN).statusCode()).isEqualTo(200);
        assertThat(raw(HttpRequest.newBuilder(uri("/v1/traces"))
                                .header("Content-Type", "application/x-protobuf")
                                .POST(HttpRequest.BodyPublishers.noBody())
                                .build())
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void isHealthyAsLongAsItsSinkIs() {
        HttpRequest request = HttpRequest.newBuilder(uri("/health")).GET().build();
        assertThat(raw(request).statusCode()).isEqualTo(200);
        assertThat(new String(raw(request).body(), UTF_8)).contains("true");

        sink.fails(SinkUnavailable.Reason.KAFKA_FAILED);
        assertThat(raw(request).statusCode()).isEqualTo(503);
    }
}

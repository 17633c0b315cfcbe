package io.heaptide.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import com.google.rpc.RetryInfo;
import io.heaptide.signals.Reading;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;

class HttpJsonExportTest extends HttpExportContract {

    private static final JsonFormat.TypeRegistry TYPES =
            JsonFormat.TypeRegistry.newBuilder().add(RetryInfo.getDescriptor()).build();

    HttpJsonExportTest() {
        super("application/json");
    }

    @Override
    byte[] write(Message message) {
        try {
            return JsonFormat.printer().print(message).getBytes(UTF_8);
        } catch (InvalidProtocolBufferException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    <B extends Message.Builder> B read(byte[] body, B into) {
        try {
            JsonFormat.parser().usingTypeRegistry(TYPES).merge(new String(body, UTF_8), into);
            return into;
        } catch (InvalidProtocolBufferException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** 64-bit numbers as text or not, enums as numbers, hexadecimal ids, and fields of a later version. */
    @Test
    void readsJsonAsOtlpWritesIt() {
        String json = """
                {"resourceMetrics": [{
                  "resource": {"attributes": [
                    {"key": "service.name", "value": {"stringValue": "checkout"}},
                    {"key": "service.instance.id", "value": {"stringValue": "checkout-1"}}], "entityRefs": []},
                  "fieldOfALaterVersion": {"nested": [1, "two", null]},
                  "scopeMetrics": [{"scope": {"name": "test"}, "metrics": [
                    {"name": "process.memory.usage", "unit": "By", "sum": {"aggregationTemporality": 2,
                      "isMonotonic": false, "dataPoints": [
                      {"timeUnixNano": "1772366400000000000", "asInt": "4096",
                       "exemplars": [{"traceId": "5b8efff798038103d269b633813fc60c", "spanId": "eee19b7ec3c1b174",
                                      "asInt": 1, "timeUnixNano": 1}]},
                      {"timeUnixNano": 1772366401000000000, "asInt": 8192},
                      {"timeUnixNano": 1772366402000000000, "asDouble": 16384}]}}]}]}]}
                """;

        assertThat(post("/v1/metrics", json.getBytes(UTF_8), Coding.PLAIN).statusCode())
                .isEqualTo(200);
        assertThat(sink.readings)
                .flatExtracting(one -> one.readings())
                .containsExactly(
                        new Reading("process.memory.usage", "", 1_772_366_400_000L, 4_096),
                        new Reading("process.memory.usage", "", 1_772_366_401_000L, 8_192),
                        new Reading("process.memory.usage", "", 1_772_366_402_000L, 16_384));
    }

    @Test
    void survivesJsonThatIsNestedToBreakParsers() {
        byte[] hostile = "[".repeat(100_000).getBytes(UTF_8);

        assertThat(post("/v1/metrics", hostile, Coding.PLAIN).statusCode()).isEqualTo(400);
    }
}

package io.heaptide.notifier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.heaptide.schemas.LeakAlert;
import io.heaptide.schemas.LeakScore;
import io.heaptide.schemas.settings.Secret;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class GenericJsonTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);
    private static final WebhookUrl URL = WebhookUrl.parse("https://example.org/hook");
    private static final int MIB = 1 << 20;

    private final ObjectMapper mapper = new ObjectMapper();

    /** The contract of {@code WEBHOOK.md}: a change here that is not an addition needs a new schema name. */
    @Test
    void carriesEveryNumberInMachineUnits() throws IOException {
        LeakAlert alert = Alerts.firing("inc-1");

        ObjectNode body = body(alert);

        assertThat(body.remove("text").textValue()).isEqualTo(AlertText.render(alert));
        assertThat(body).isEqualTo(mapper.readTree(GOLDEN));
    }

    @Test
    void saysTheStateBeforeAndWritesUnknownNumbersAsNull() throws IOException {
        LeakScore unknown = Alerts.score()
                .setScore(Double.NaN)
                .setSlopeHighBytesPerHour(Double.POSITIVE_INFINITY)
                .clearLimitBytes()
                .clearTimeToLimitLowSeconds()
                .build();
        LeakAlert alert = Alerts.firing(unknown);
        alert.setPreviousState(Alerts.pending("x").getState());

        ObjectNode body = body(alert);

        assertThat(body.get("previous_state").textValue()).isEqualTo("pending");
        assertThat(body.get("score").isNull()).isTrue();
        assertThat(body.at("/growth/slope_high_bytes_per_hour").isNull()).isTrue();
        assertThat(body.at("/limit/limit_bytes").isNull()).isTrue();
        assertThat(body.at("/limit/time_to_limit_low_seconds").isNull()).isTrue();
    }

    @Test
    void keepsNamesAsTheyAreForMachines() throws IOException {
        String name = "a\"b\\c\n<&>👩‍🚀\u0000";

        ObjectNode body = body(Alerts.firing(Alerts.named(name)));

        assertThat(body.at("/service/name").textValue()).isEqualTo(name);
        assertThat(body.at("/top_sites/0/site").textValue()).isEqualTo(name);
    }

    @Test
    void staysSmallWhateverTheRecordHolds() {
        LeakScore huge = Alerts.named("x".repeat(1 << 20));
        huge.setReasons(Collections.nCopies(10_000, Alerts.gate("g", 1, 0, true)));
        huge.setTopSites(Collections.nCopies(10_000, Alerts.site("s".repeat(10_000), 0.1)));

        assertThat(request(Alerts.firing(huge), Targets.webhook(URL)).body().length())
                .isLessThan(MIB / 4);
    }

    @Test
    void signsExactlyTheBytesThatAreSent() {
        Secret old = new Secret("old");
        Secret fresh = new Secret("new");

        ChatRequest request = request(Alerts.firing("ümlaut"), Targets.webhook(URL, old, fresh));

        String header = request.headers().getOrDefault(WebhookSignature.HEADER, "");
        byte[] body = request.body().getBytes(UTF_8);
        assertThat(WebhookSignature.verify(header, body, old, NOW, Duration.ZERO))
                .isTrue();
        assertThat(WebhookSignature.verify(header, body, fresh, NOW, Duration.ZERO))
                .isTrue();
    }

    @Test
    void sendsNoSignatureWithoutASecret() {
        assertThat(request(Alerts.firing("inc-1"), Targets.webhook(URL)).headers())
                .isEmpty();
    }

    private ObjectNode body(LeakAlert alert) throws IOException {
        JsonNode body = mapper.readTree(request(alert, Targets.webhook(URL)).body());
        return (ObjectNode) body;
    }

    private static ChatRequest request(LeakAlert alert, Target target) {
        return new GenericJson().request(alert, target, NOW);
    }

    // numbers computed with Python 3: 612 * 2**20, 48.2 * 2**20, ...
    private static final String GOLDEN = """
            {
              "schema": "heaptide.alert.v1",
              "id": "inc-1",
              "idempotency_key": "inc-1:firing",
              "state": "firing",
              "previous_state": null,
              "reason": "ESCALATED",
              "at": "2026-03-04T12:17:00Z",
              "opened_at": "2026-03-04T10:12:00Z",
              "window_start": "2026-03-04T10:12:00Z",
              "window_end": "2026-03-04T12:17:00Z",
              "verdict": "leaking",
              "score": 92.6,
              "signal": "jvm.memory.used_after_last_gc",
              "algo_version": 1,
              "service": {"namespace": "shop", "name": "checkout", "version": "2.4.1", "since_version": "", "environment": "prod"},
              "instances": {"seen": 12, "leaking": 11, "suspect": 1, "share_affected": 1.0},
              "growth": {
                "level_bytes": 641728512.0,
                "slope_bytes_per_hour": 50541363.2,
                "slope_low_bytes_per_hour": 42991616.0,
                "slope_high_bytes_per_hour": 58028195.84
              },
              "limit": {
                "limit_bytes": 1073741824.0,
                "time_to_limit_low_seconds": 12300.0,
                "time_to_limit_high_seconds": 18000.0,
                "first_to_die": "checkout-7f9c-x2"
              },
              "reasons": [
                {"name": "share-of-limit-grown", "value": 0.42, "threshold": 0.1, "passed": true},
                {"name": "p-value", "value": 1.0E-12, "threshold": 0.01, "passed": true},
                {"name": "r-squared", "value": 0.2, "threshold": 0.5, "passed": false}
              ],
              "top_sites": [
                {
                  "fingerprint": "fp-1",
                  "site": "com.acme.Sessions.<init>",
                  "type": "byte[]",
                  "live_bytes": 1.0E8,
                  "growth_bytes_per_hour": 4.0E7,
                  "growth_error_bytes_per_hour": 1000000.0,
                  "share_of_growth": 0.05
                },
                {
                  "fingerprint": "fp-1",
                  "site": "com.acme.Cache.put(Object, Object)",
                  "type": "byte[]",
                  "live_bytes": 1.0E8,
                  "growth_bytes_per_hour": 4.0E7,
                  "growth_error_bytes_per_hour": 1000000.0,
                  "share_of_growth": 0.784
                }
              ],
              "commands": [
                "deploy/heaptide query service-trend --param service=shop/checkout",
                "deploy/heaptide query top-sites --param service=shop/checkout"
              ]
            }
            """;
}

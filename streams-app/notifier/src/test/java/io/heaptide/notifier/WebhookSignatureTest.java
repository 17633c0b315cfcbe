package io.heaptide.notifier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.heaptide.schemas.settings.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class WebhookSignatureTest {

    private static final Instant AT = Instant.ofEpochSecond(1_700_000_000);
    private static final byte[] BODY = "{\"a\":\"ü\"}".getBytes(UTF_8);
    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final Secret OLD = new Secret("old-secret");
    private static final Secret NEW = new Secret("new-secret");

    // OpenSSL 3.0.19: printf '1700000000.{"a":"ü"}' | openssl dgst -sha256 -hmac 'old-secret' (and 'new-secret')
    private static final String BY_OLD = "6e0c181357c2c6d9968329034d0098af4ba1915a9afd3cfbd56971e3b3dab7d9";
    private static final String BY_NEW = "4dd9f4deb3c7f5da96ba6ed00d07ec73a65ea92666776e09e9fe558730e1d1c5";

    @Test
    void signsTimeAndBodyAsOpensslDoes() {
        assertThat(WebhookSignature.sign(BODY, AT, List.of(OLD))).isEqualTo("t=1700000000,v1=" + BY_OLD);
    }

    @Test
    void signsWithBothSecretsWhileTheyAreRotated() {
        assertThat(WebhookSignature.sign(BODY, AT, List.of(OLD, NEW)))
                .isEqualTo("t=1700000000,v1=" + BY_OLD + ",v1=" + BY_NEW);
    }

    @Test
    void aReceiverWithEitherSecretAccepts() {
        String header = WebhookSignature.sign(BODY, AT, List.of(OLD, NEW));

        assertThat(verify(header, BODY, OLD, AT)).isTrue();
        assertThat(verify(header, BODY, NEW, AT.plusSeconds(300))).isTrue();
    }

    @Test
    void aReceiverRefusesAnotherSecretAnotherBodyAndAnotherTime() {
        String header = WebhookSignature.sign(BODY, AT, List.of(OLD));

        assertThat(verify(header, BODY, NEW, AT)).isFalse();
        assertThat(verify(header, "{}".getBytes(UTF_8), OLD, AT)).isFalse();
        assertThat(verify(header, BODY, OLD, AT.plusSeconds(301))).isFalse();
        assertThat(verify(header.replace("t=1700000000", "t=1700000001"), BODY, OLD, AT))
                .isFalse();
    }

    @Test
    void aReceiverRefusesNonsense() {
        for (String header : List.of("", ",", "t=", "v1=" + BY_OLD, "t=99999999999999,v1=" + BY_OLD, "t=-1,v1=x")) {
            assertThat(verify(header, BODY, OLD, AT)).as(header).isFalse();
        }
    }

    private static boolean verify(String header, byte[] body, Secret secret, Instant now) {
        return WebhookSignature.verify(header, body, secret, now, TOLERANCE);
    }
}

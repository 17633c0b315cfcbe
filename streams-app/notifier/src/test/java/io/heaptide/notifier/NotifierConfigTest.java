package io.heaptide.notifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heaptide.schemas.IncidentState;
import io.heaptide.schemas.settings.Secret;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NotifierConfigTest {

    @Test
    void defaultsArePinned() {
        NotifierConfig config = NotifierConfig.fromEnvironment(Map.of());

        assertThat(config.kafka()).isEqualTo("127.0.0.1:9092");
        assertThat(config.targets()).isEmpty();
        assertThat(config.requestTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.retry().firstDelay()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.retry().maxDelay()).isEqualTo(Duration.ofMinutes(1));
        assertThat(config.retry().maxRetryAfter()).isEqualTo(Duration.ofMinutes(10));
        assertThat(config.retry().maxAge()).isEqualTo(Duration.ofHours(24));
    }

    @Test
    void everyKeyIsRead() {
        NotifierConfig config = NotifierConfig.fromEnvironment(Map.of(
                "HEAPTIDE_KAFKA", "broker:9092",
                "HEAPTIDE_WEBHOOK_URL", "https://a.example/1, ops=http://b.example/2",
                "HEAPTIDE_WEBHOOK_SECRET", "old,new",
                "HEAPTIDE_WEBHOOK_STATES", "Pending, firing",
                "HEAPTIDE_SLACK_WEBHOOK_URL", "team=https://hooks.slack.com/services/T/B/x?a=b",
                "HEAPTIDE_SLACK_WEBHOOK_STATES", "firing",
                "HEAPTIDE_WEBHOOK_MAX_AGE", "6h",
                "HEAPTIDE_WEBHOOK_TIMEOUT", "1500ms"));

        List<Secret> secrets = List.of(new Secret("old"), new Secret("new"));
        WebhookUrl unnamed = WebhookUrl.parse("https://a.example/1");
        EnumSet<IncidentState> early = EnumSet.of(IncidentState.PENDING, IncidentState.FIRING);
        assertThat(config.kafka()).isEqualTo("broker:9092");
        assertThat(config.retry().maxAge()).isEqualTo(Duration.ofHours(6));
        assertThat(config.requestTimeout()).isEqualTo(Duration.ofMillis(1500));
        assertThat(config.targets())
                .containsExactly(
                        new Target("webhook-" + unnamed.fingerprint(), Channel.WEBHOOK, unnamed, secrets, early),
                        new Target(
                                "webhook-ops", Channel.WEBHOOK, WebhookUrl.parse("http://b.example/2"), secrets, early),
                        new Target(
                                "slack-team",
                                Channel.SLACK,
                                WebhookUrl.parse("https://hooks.slack.com/services/T/B/x?a=b"),
                                List.of(),
                                EnumSet.of(IncidentState.FIRING)));
    }

    @Test
    void statesOfWebhooksHoldForEveryChannelThatHasNoneOfItsOwn() {
        NotifierConfig config = NotifierConfig.fromEnvironment(Map.of(
                "HEAPTIDE_WEBHOOK_STATES", "resolved", "HEAPTIDE_SLACK_WEBHOOK_URL", "https://hooks.slack.com/x"));

        assertThat(config.targets().get(0).states()).containsExactly(IncidentState.RESOLVED);
    }

    @Test
    void aTargetKeepsItsNameWhenOthersComeAndGo() {
        Target alone = target("https://a.example/token");
        Target second = NotifierConfig.fromEnvironment(
                        Map.of("HEAPTIDE_WEBHOOK_URL", "https://b.example/z,https://a.example/token"))
                .targets()
                .get(1);

        assertThat(second.group()).isEqualTo(alone.group()).matches("heaptide-notifier-webhook-[0-9a-f]{12}");
        assertThat(target("prod=https://a.example/old").group())
                .isEqualTo(target("prod=https://a.example/rotated").group());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HEAPTIDE_WEBHOOK_URL|ftp://host/s3cr3t-token",
                "HEAPTIDE_WEBHOOK_URL|s3cr3t-token",
                "HEAPTIDE_WEBHOOK_URL|https:///s3cr3t-token",
                "HEAPTIDE_WEBHOOK_URL|https://s3cr3t-token:x@host/",
                "HEAPTIDE_WEBHOOK_URL|https://host/s3cr3t-token with space",
                "HEAPTIDE_SLACK_WEBHOOK_URL|file:///s3cr3t-token",
                "HEAPTIDE_SLACK_WEBHOOK_URL|https://ok.example/x,javascript:s3cr3t-token"
            })
    void aBadUrlIsRefusedByKeyAndNotShown(String key, String value) {
        assertThatThrownBy(() -> NotifierConfig.fromEnvironment(Map.of(key, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(key + ": ")
                .hasMessageNotContaining("s3cr3t")
                .hasStackTraceContaining(key)
                .satisfies(e -> assertThat(SecretsTest.printed(e)).doesNotContain("s3cr3t"));
    }

    @Test
    void threeLiveSecretsAreTooMany() {
        assertThatThrownBy(() -> NotifierConfig.fromEnvironment(Map.of(
                        "HEAPTIDE_WEBHOOK_URL", "https://host/x", "HEAPTIDE_WEBHOOK_SECRET", "s3cr3t,s3cr3t2,s3cr3t3")))
                .hasMessage("HEAPTIDE_WEBHOOK_URL: at most 2 secrets may be live at a time, got 3");
    }

    @Test
    void aBlankSecretIsRefused() {
        WebhookUrl url = WebhookUrl.parse("https://host/x");
        assertThatThrownBy(() -> Targets.webhook(url, Secret.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must not be blank");
    }

    @Test
    void aSecretForAChannelThatDoesNotSignIsRefusedRatherThanIgnored() {
        assertThatThrownBy(() -> NotifierConfig.fromEnvironment(Map.of(
                        "HEAPTIDE_SLACK_WEBHOOK_URL", "ops=https://hooks.slack.com/x",
                        "HEAPTIDE_SLACK_WEBHOOK_SECRET", "s3cr3t")))
                .hasMessage("HEAPTIDE_SLACK_WEBHOOK_URL: messages to slack-ops are not signed: it takes no secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10", "-1s", "1.5h", "ten minutes"})
    void aDurationNeedsAUnit(String text) {
        assertThatThrownBy(() -> NotifierConfig.fromEnvironment(Map.of("HEAPTIDE_WEBHOOK_MAX_AGE", text)))
                .hasMessage("HEAPTIDE_WEBHOOK_MAX_AGE cannot be \"" + text
                        + "\": a duration is a number with ms, s, m, h or d, such as 30s");
    }

    @Test
    void otherMistakesAreNamedToo() {
        assertRefused("HEAPTIDE_WEBHOOK_STATES", "firing,gone", "states are pending, firing and resolved, got gone");
        assertRefused("HEAPTIDE_WEBHOOK_MAX_AGE", "0s", "retry.maxAge must be positive, got PT0S");
        assertThatThrownBy(() -> NotifierConfig.fromEnvironment(Map.of("HEAPTIDE_WEBHOOK_TIMEOUT", "0s")))
                .hasMessage("HEAPTIDE_WEBHOOK_TIMEOUT must be positive, got PT0S");
        assertThatThrownBy(() -> new NotifierConfig(" ", List.of(), RetryPolicy.DEFAULT, Duration.ofSeconds(1)))
                .hasMessage("HEAPTIDE_KAFKA must not be blank");
        assertThatThrownBy(() -> target("https://host/s3cr3t-x,https://host/s3cr3t-x"))
                .hasMessageStartingWith("targets must differ by URL and by name")
                .hasMessageNotContaining("s3cr3t");
    }

    private static void assertRefused(String key, String value, String message) {
        assertThatThrownBy(() -> NotifierConfig.fromEnvironment(Map.of(key, value)))
                .hasMessage(key + " cannot be \"" + value + "\": " + message);
    }

    private static Target target(String urls) {
        return NotifierConfig.fromEnvironment(Map.of("HEAPTIDE_WEBHOOK_URL", urls))
                .targets()
                .get(0);
    }
}

package io.heaptide.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.heaptide.notifier.Outcome.Accepted;
import io.heaptide.notifier.Outcome.Rejected;
import io.heaptide.notifier.Outcome.Retry;
import io.heaptide.schemas.LeakAlert;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlackFormatTest {

    private static final Target TARGET = Targets.slack(WebhookUrl.parse("https://hooks.slack.com/services/T/B/x"));

    private final SlackFormat slack = new SlackFormat();

    @Test
    void putsTheLeakIntoTheHeaderAndTheNotification() throws IOException {
        JsonNode body = body(Alerts.firing("inc-1"));

        assertThat(body.at("/blocks/0/type").textValue()).isEqualTo("header");
        assertThat(body.at("/blocks/0/text/text").textValue()).isEqualTo("🔴 Memory leak: shop/checkout 2.4.1 (prod)");
        assertThat(body.at("/blocks/1/text/text").textValue()).isEqualTo("*leaking, score 93 of 100*");
        assertThat(body.get("text").textValue())
                .isEqualTo("🔴 Memory leak: shop/checkout 2.4.1 (prod): "
                        + "+48.2 MiB/h an instance (41.0 to 55.3), now at 612 MiB");
    }

    @Test
    void showsFactsInColumnsLongOnesInFullWidthAndCommandsReadyToPaste() throws IOException {
        JsonNode body = body(Alerts.firing("inc-1"));

        assertThat(texts(body.at("/blocks/2/fields")))
                .containsExactly(
                        "*Growth*\n+48.2 MiB/h an instance (41.0 to 55.3), now at 612 MiB",
                        "*Time to limit*\n3 h 25 min to 5 h, limit 1.00 GiB",
                        "*First to die*\n`checkout-7f9c-x2`",
                        "*Instances*\n11 of 12 leaking, 1 suspect",
                        "*Since*\n2026-03-04 10:12 UTC, 2 h 5 min before this message",
                        "*Signal*\n`jvm.memory.used_after_last_gc`",
                        "*Top site*\n`com.acme.Cache.put(Object, Object)` 78 % of the growth",
                        "*Why*\nshare of limit grown 0.42 ≥ 0.1, p value 1.0e-12 ≤ 0.01");
        assertThat(body.at("/blocks/3/text/text").textValue())
                .isEqualTo("```deploy/heaptide query service-trend --param service=shop/checkout\n"
                        + "deploy/heaptide query top-sites --param service=shop/checkout```");
        assertThat(body.get("blocks")).hasSize(4);
    }

    @Test
    void aResolvedIncidentIsGreenAndShort() throws IOException {
        JsonNode body = body(Alerts.resolved("inc-1"));

        assertThat(body.at("/blocks/0/text/text").textValue())
                .isEqualTo("🟢 Memory leak resolved: shop/checkout 2.4.1 (prod)");
        assertThat(body.at("/blocks/1/text/text").textValue()).isEqualTo("*steady, score 3 of 100, recovered*");
        assertThat(body.toString()).contains("*Lasted*").doesNotContain("Time to limit", "Top site");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"&", "<", ">", "`", "'", "*", "_", "\n", "x", "ü", "👩‍🚀", "\"", "\\", "<!channel>", "a\u202E"})
    void staysWithinSlacksLimitsWhateverNamesAre(String piece) throws IOException {
        JsonNode body = body(Alerts.firing(Alerts.named("n" + piece.repeat(3000))));

        assertThat(body.get("text").textValue()).hasSizeLessThanOrEqualTo(3000);
        assertThat(body.get("blocks").size()).isBetween(1, 50);
        assertThat(body.at("/blocks/0/text/text").textValue()).hasSizeLessThanOrEqualTo(150);
        for (JsonNode block : body.get("blocks")) {
            assertThat(block.at("/text/text").asText()).hasSizeLessThanOrEqualTo(3000);
            assertThat(block.path("fields").size()).isLessThanOrEqualTo(10);
            assertThat(texts(block.path("fields"))).allMatch(text -> text.length() <= 2000);
        }
    }

    @Test
    void namesCannotMentionLinkOrFormat() throws IOException {
        JsonNode body = body(Alerts.firing(Alerts.named("<!channel> <https://evil|here> & `*bold*`")));

        String shown = String.join("\n", body.findValuesAsText("text"));
        assertThat(shown).doesNotContain("<", ">").contains("&lt;!channel&gt;", "&amp;");
        assertThat(texts(body.findParent("fields").get("fields")))
                .filteredOn(text -> text.startsWith("*First to die*"))
                .singleElement()
                .isEqualTo("*First to die*\n`&lt;!channel&gt; &lt;https://evil|here&gt; &amp; ˋ*bold*ˋ`");
    }

    @Test
    void aBacktickInANameCannotBreakOutOfASuggestedCommand() throws IOException {
        JsonNode body = body(Alerts.firing(Alerts.named("a`; rm -rf ~ #")));

        List<JsonNode> blocks =
                StreamSupport.stream(body.get("blocks").spliterator(), false).toList();
        assertThat(blocks.get(blocks.size() - 1).at("/text/text").textValue())
                .contains("--param service='aˋ; rm -rf ~ #/aˋ; rm -rf ~ #'");
    }

    @ParameterizedTest
    @CsvSource({
        "'a&b', 6, 'a…'",
        "'a&b', 7, 'a&amp;b'",
        "'a&b', 8, 'a&amp;b'",
        "'&', 3, '…'",
        "'abc', 3, 'abc'",
        "'', 3, ''"
    })
    void cutsBetweenEscapesOnly(String text, int max, String expected) {
        assertThat(SlackFormat.escape(text, max)).isEqualTo(expected);
    }

    @Test
    void onlyA200ThatSaysOkIsSuccess() {
        assertThat(judge(200, "ok")).isInstanceOf(Accepted.class);
        assertThat(judge(200, "ok\n")).isInstanceOf(Accepted.class);
        assertThat(judge(200, "invalid_payload")).isEqualTo(new Rejected("HTTP 200: invalid_payload"));
        assertThat(judge(202, "ok")).isInstanceOf(Rejected.class);
        assertThat(judge(404, "no_service")).isEqualTo(new Rejected("HTTP 404: no_service"));
        assertThat(judge(500, "rollup_error")).isEqualTo(new Retry("HTTP 500: rollup_error", Optional.empty()));
    }

    @Test
    void keepsToOneMessageASecond() {
        assertThat(slack.pace()).isEqualTo(Duration.ofSeconds(1));
    }

    private Outcome judge(int status, String body) {
        return slack.judge(new Reply(status, body, Optional.empty()));
    }

    private JsonNode body(LeakAlert alert) throws IOException {
        return new ObjectMapper()
                .readTree(slack.request(alert, TARGET, Instant.EPOCH).body());
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(field -> field.get("text").textValue())
                .toList();
    }
}

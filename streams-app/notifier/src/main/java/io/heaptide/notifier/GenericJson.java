package io.heaptide.notifier;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.heaptide.schemas.Gate;
import io.heaptide.schemas.LeakAlert;
import io.heaptide.schemas.LeakScore;
import io.heaptide.schemas.SiteBlame;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The generic webhook: signed JSON in machine units, schema {@value #SCHEMA}, described in {@code WEBHOOK.md}. Fields
 * may be added; none is renamed, removed or given another unit without a new schema name.
 */
final class GenericJson implements ChatFormat {

    static final String SCHEMA = "heaptide.alert.v1";

    private static final int MOST_CHARS = 4096;
    private static final int MOST_SITES = 10;
    private static final int MOST_REASONS = 50;

    @Override
    public ChatRequest request(LeakAlert alert, Target target, Instant now) {
        String body = Json.text(body(alert));
        Map<String, String> signature = target.secrets().isEmpty()
                ? Map.of()
                : Map.of(WebhookSignature.HEADER, WebhookSignature.sign(body.getBytes(UTF_8), now, target.secrets()));
        return new ChatRequest(target.url(), body, signature);
    }

    @Override
    public boolean signs() {
        return true;
    }

    private static ObjectNode body(LeakAlert alert) {
        LeakScore score = alert.getScore();
        ObjectNode body = Json.object()
                .put("schema", SCHEMA)
                .put("id", text(alert.getIncidentId()))
                .put("idempotency_key", IdempotencyKey.of(alert).value())
                .put("state", lowerCase(alert.getState()))
                .put("previous_state", lowerCase(alert.getPreviousState()))
                .put("reason", text(alert.getReason()))
                .put("at", time(alert.getAtMs()))
                .put("opened_at", time(alert.getOpenedAtMs()))
                .put("window_start", time(score.getWindowStartMs()))
                .put("window_end", time(score.getWindowEndMs()))
                .put("verdict", lowerCase(score.getVerdict()))
                .put("score", finite(score.getScore()))
                .put("signal", text(score.getSignal()))
                .put("algo_version", score.getAlgoVersion());
        body.set("service", service(score));
        body.set("instances", instances(score));
        body.set("growth", growth(score));
        body.set("limit", limit(score));
        addReasons(body.putArray("reasons"), score.getReasons());
        addSites(body.putArray("top_sites"), score.getTopSites());
        AlertMessage.of(alert).commands().forEach(body.putArray("commands")::add);
        return body.put("text", AlertText.render(alert));
    }

    private static ObjectNode service(LeakScore score) {
        return Json.object()
                .put("namespace", text(score.getServiceNamespace()))
                .put("name", text(score.getServiceName()))
                .put("version", text(score.getServiceVersion()))
                .put("since_version", text(score.getSinceVersion()))
                .put("environment", text(score.getEnvironment()));
    }

    private static ObjectNode instances(LeakScore score) {
        return Json.object()
                .put("seen", score.getInstances())
                .put("leaking", score.getInstancesLeaking())
                .put("suspect", score.getInstancesSuspect())
                .put("share_affected", finite(score.getShareAffected()));
    }

    private static ObjectNode growth(LeakScore score) {
        return Json.object()
                .put("level_bytes", finite(score.getLevelBytes()))
                .put("slope_bytes_per_hour", finite(score.getSlopeBytesPerHour()))
                .put("slope_low_bytes_per_hour", finite(score.getSlopeLowBytesPerHour()))
                .put("slope_high_bytes_per_hour", finite(score.getSlopeHighBytesPerHour()));
    }

    private static ObjectNode limit(LeakScore score) {
        return Json.object()
                .put("limit_bytes", finite(score.getLimitBytes()))
                .put("time_to_limit_low_seconds", finite(score.getTimeToLimitLowSeconds()))
                .put("time_to_limit_high_seconds", finite(score.getTimeToLimitHighSeconds()))
                .put("first_to_die", text(score.getFirstToDie()));
    }

    private static void addReasons(ArrayNode array, List<Gate> gates) {
        gates.stream().limit(MOST_REASONS).forEach(gate -> array.addObject()
                .put("name", text(gate.getName()))
                .put("value", finite(gate.getValue()))
                .put("threshold", finite(gate.getThreshold()))
                .put("passed", gate.getPassed()));
    }

    private static void addSites(ArrayNode array, List<SiteBlame> sites) {
        sites.stream().limit(MOST_SITES).forEach(site -> array.addObject()
                .put("fingerprint", text(site.getFingerprint()))
                .put("site", text(site.getSite()))
                .put("type", text(site.getType()))
                .put("live_bytes", finite(site.getLiveBytes()))
                .put("growth_bytes_per_hour", finite(site.getGrowthBytesPerHour()))
                .put("growth_error_bytes_per_hour", finite(site.getGrowthErrorBytesPerHour()))
                .put("share_of_growth", finite(site.getShareOfGrowth())));
    }

    private static String text(String value) {
        return OneLine.cut(value, MOST_CHARS);
    }

    private static String time(long epochMillis) {
        return Instant.ofEpochMilli(epochMillis).toString();
    }

    /** JSON has no NaN and no infinity: unknown is null. */
    private static @Nullable Double finite(@Nullable Double value) {
        return value == null || !Double.isFinite(value) ? null : value;
    }

    private static @Nullable String lowerCase(@Nullable Enum<?> constant) {
        return constant == null ? null : constant.name().toLowerCase(Locale.ROOT);
    }
}

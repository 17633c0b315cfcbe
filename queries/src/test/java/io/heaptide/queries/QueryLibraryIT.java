package io.heaptide.queries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class QueryLibraryIT extends OnSeededServer {

    private static final double MIB = 1 << 20;

    private final QueryLibrary library = QueryLibrary.load();
    private Instant base;

    @BeforeAll
    void remember() {
        base = server.base();
    }

    @Test
    void currentLeaksAreTheServicesWhoseNewestScoreSaysSo() {
        List<Map<String, @Nullable Object>> rows = ask("current-leaks", Map.of());
        assertThat(rows).singleElement().satisfies(row -> assertThat(row)
                .containsEntry("service_namespace", "shop")
                .containsEntry("service_name", "cart")
                .containsEntry("service_version", "2.0")
                .containsEntry("since_version", "2.0")
                .containsEntry("verdict", "leaking")
                .containsEntry("score", 99)
                .containsEntry("slope_bytes_per_hour", (int) (12 * MIB))
                .containsEntry("time_to_limit_low_seconds", 3600)
                .containsEntry("instances_leaking", 2)
                .containsEntry("first_to_die", "cart-1")
                .containsEntry("top_site", "Cart.keep")
                .containsEntry("window_end", iso(base)));
        assertThat(ask("current-leaks", Map.of("since", base.plusSeconds(1).toString())))
                .isEmpty();
    }

    @Test
    void theFleetIsOneRowAServiceWorstFirst() {
        List<Map<String, @Nullable Object>> rows = ask("fleet-overview", Map.of());
        assertThat(rows).extracting(row -> row.get("service_name")).containsExactly("cart", "old", "slow", "mail");
        assertThat(rows.get(0)).containsEntry("incident_state", "firing").containsEntry("oom_kills", 2);
        assertThat(rows.get(1)).containsEntry("incident_state", "resolved").containsEntry("verdict", "suspect");
        assertThat(rows.get(3))
                .containsEntry("incident_state", "")
                .containsEntry("oom_kills", 0)
                .containsEntry("limit_bytes", null);
        assertThat(ask("fleet-overview", Map.of("limit", "1"))).hasSize(1);
    }

    @Test
    void aTrendIsSpreadOverAboutAsManyRowsAsAsked() {
        List<Map<String, @Nullable Object>> all = ask("service-trend", Map.of("service", "cart"));
        assertThat(all).hasSize(20);
        assertThat(all.get(0)).containsEntry("window_end", iso(base)).containsEntry("score", 99);
        assertThat(all.get(19)).containsEntry("service_version", "1.0").containsEntry("verdict", "steady");
        assertThat(all)
                .as("an older algorithm's row at the same time gives way")
                .noneMatch(row -> Objects.equals(row.get("score"), 1));

        List<Map<String, @Nullable Object>> few = ask("service-trend", Map.of("service", "shop/cart", "points", "5"));
        assertThat(few).hasSizeBetween(4, 7);
        assertThat(few.get(0)).containsEntry("window_end", iso(base));
        assertThat(ask("service-trend", Map.of("service", "nobody"))).isEmpty();
    }

    @Test
    void anInstanceIsShownByTheSeriesThatSaysMost() {
        List<Map<String, @Nullable Object>> rows = ask("worst-instances", Map.of());
        assertThat(rows)
                .extracting(row -> row.get("service_instance_id"))
                .containsExactly("cart-1", "cart-2", "mail-1");
        assertThat(rows.get(0))
                .containsEntry("signal", "jvm.memory.used_after_last_gc")
                .containsEntry("pool", "G1 Old Gen")
                .containsEntry("score", 97)
                .containsEntry("verdict", "leaking");
        assertThat(ask("worst-instances", Map.of("service", "mail"))).hasSize(1);
    }

    @Test
    void theFirstToReachItsLimitComesFirst() {
        List<Map<String, @Nullable Object>> rows = ask("time-to-limit", Map.of());
        assertThat(rows)
                .extracting(row -> row.get("service_instance_id"))
                .as("mail-1 has no limit in sight")
                .containsExactly("cart-1", "cart-2");
        assertThat(rows.get(0))
                .containsEntry("limit_earliest_at", iso(base.plusSeconds(3600)))
                .containsEntry("limit_latest_at", iso(base.plusSeconds(7200)));
        assertThat(rows.get(1))
                .containsEntry("limit_earliest_at", iso(base.plusSeconds(36_000)))
                .containsEntry("limit_latest_at", null);
    }

    @Test
    void growthIsComparedBeforeAndSinceAVersion() {
        List<Map<String, @Nullable Object>> rows =
                ask("growth-since-version", Map.of("service", "cart", "version", "2.0"));
        assertThat(rows).hasSize(2);
        assertThat(rows.get(0))
                .containsEntry("service_version", "1.0")
                .containsEntry("phase", "before")
                .containsEntry("evaluations", 10)
                .containsEntry("evaluations_leaking", 0)
                .containsEntry("median_slope_bytes_per_hour", 0);
        assertThat(rows.get(1))
                .containsEntry("service_version", "2.0")
                .containsEntry("phase", "since")
                .containsEntry("evaluations_leaking", 10)
                .containsEntry("median_slope_bytes_per_hour", (int) (12 * MIB))
                .containsEntry("first_level_bytes", (int) (200 * MIB))
                .containsEntry("last_level_bytes", (int) (254 * MIB));
        assertThat(ask("growth-since-version", Map.of("service", "cart")))
                .as("the newest by default")
                .isEqualTo(rows);
        assertThat(ask("growth-since-version", Map.of("service", "cart", "version", "9")))
                .isEmpty();
    }

    @Test
    void sitesAreSummedOverTheLivesThatStillReport() {
        List<Map<String, @Nullable Object>> rows = ask("top-sites", Map.of("service", "cart"));
        assertThat(rows).extracting(row -> row.get("site")).containsExactly("Cart.keep", "String.intern");
        assertThat(rows.get(0))
                .containsEntry("type", "byte[]")
                .containsEntry("instances", 2)
                .containsEntry("live_bytes", (int) (2 * 13 * MIB))
                .containsEntry("growth_bytes_per_hour", (int) (2 * 6 * MIB))
                .containsEntry("share_of_growth", 1)
                .containsEntry("allocated_bytes_per_hour", (int) (2 * 12 * MIB));
        assertThat(rows.get(1)).containsEntry("growth_bytes_per_hour", 0).containsEntry("share_of_growth", 0);
    }

    @Test
    void alertsAreListedNewestFirst() {
        List<Map<String, @Nullable Object>> rows = ask("alert-history", Map.of());
        assertThat(rows)
                .extracting(row -> row.get("service_name") + " " + row.get("previous_state") + ">" + row.get("state"))
                .containsExactly("cart pending>firing", "cart >pending", "old firing>resolved");
        assertThat(rows.get(0)).containsEntry("open_for_seconds", 1800).containsEntry("reason", "ESCALATED");
        assertThat(ask("alert-history", Map.of("service", "old"))).hasSize(1);
    }

    @Test
    void restartsAndOomKillsAreCountedOnce() {
        List<Map<String, @Nullable Object>> rows = ask("restarts", Map.of());
        assertThat(rows).extracting(row -> row.get("service_name")).containsExactly("cart", "mail");
        assertThat(rows.get(0))
                .containsEntry("restarts_seen", 1)
                .containsEntry("starts", 2)
                .containsEntry("oom_kills", 2)
                .containsEntry("last_oom_kill_at", iso(base.minus(Duration.ofMinutes(30))));
        assertThat(rows.get(1)).containsEntry("oom_kills", 0).containsEntry("last_oom_kill_at", null);
    }

    @Test
    void aServiceThatWasHeardAndIsNoMoreIsSilent() {
        assertThat(ask("silent-services", Map.of())).singleElement().satisfies(row -> {
            assertThat(row)
                    .containsEntry("service_name", "old")
                    .containsEntry("last_version", "7")
                    .containsEntry("last_seen_at", iso(base.minus(Duration.ofHours(2))));
            assertThat((Integer) row.get("silent_for_seconds")).isBetween(7200, 7800);
        });
        assertThat(ask("silent-services", Map.of("quiet_since", "now-3h"))).isEmpty();
    }

    @Test
    void everyQueryRunsForAUserThatMayOnlyReadAndRendersEveryWay() throws IOException {
        try (QueryRunner reader = server.readOnlyRunner()) {
            for (NamedQuery query : library.list()) {
                QueryResult result = reader.run(query, needed(query));
                assertThat(result.rows()).as(query.name()).isNotEmpty();
                for (ResultRenderer renderer : List.of(
                        ResultRenderer.table(TableStyle.coloured()), ResultRenderer.json(), ResultRenderer.tsv())) {
                    StringBuilder out = new StringBuilder();
                    renderer.render(result, out);
                    assertThat(out.toString())
                            .as(query.name())
                            .containsAnyOf("cart", "old")
                            .endsWith("\n");
                }
            }
        }
    }

    @Test
    void growthIsAttributedWithinTheWindowOfTheVerdict() {
        List<Map<String, @Nullable Object>> rows = ask("leak-attribution", Map.of("service", "cart"));
        assertThat(rows).extracting(row -> row.get("site")).containsExactly("Cart.keep", "String.intern");
        assertThat(rows.get(0))
                .containsEntry("since_version", "2.0")
                .containsEntry("instances", 2)
                .containsEntry("snapshots", 4)
                .containsEntry("share_of_growth", 1)
                .containsEntry("slope_bytes_per_hour", (int) (12 * MIB));
        assertThat(number(rows.get(0), "growth_bytes_per_hour")).isCloseTo(6 * MIB, within(1.0));
        assertThat(number(rows.get(0), "growth_error_bytes_per_hour")).isLessThan(1e-3 * MIB);
        assertThat(number(rows.get(0), "share_of_slope")).isCloseTo(0.5, within(1e-6));
        assertThat(number(rows.get(1), "growth_bytes_per_hour")).isCloseTo(0, within(1.0));
    }

    @Test
    void snapshotsDaysApartSpeakForAWindowBetweenThem() {
        List<Map<String, @Nullable Object>> rows = ask("leak-attribution", Map.of("service", "slow"));
        assertThat(rows)
                .as("a site that the first snapshot does not have held nothing then")
                .extracting(row -> row.get("site") + " " + row.get("snapshots"))
                .containsExactly("slow_put 2", "steady_put 2");
        assertThat(number(rows.get(0), "growth_bytes_per_hour")).isCloseTo(0.75 * MIB, within(1.0));
        assertThat(number(rows.get(0), "share_of_slope")).isCloseTo(0.75, within(1e-6));
        assertThat(number(rows.get(1), "growth_error_bytes_per_hour"))
                .as("7.2 MB at each end of 72 hours")
                .isCloseTo(1e5 * Math.sqrt(2), within(1.0));
        assertThat(rows).allSatisfy(row -> assertThat(row).containsEntry("since_version", ""));
    }

    private static double number(Map<String, @Nullable Object> row, String column) {
        return ((Number) Objects.requireNonNull(row.get(column), column)).doubleValue();
    }

    @Test
    void livesOfTwoVersionsAreComparedAtTheSameAge() {
        List<Map<String, @Nullable Object>> rows = ask("version-growth", Map.of("service", "pay", "version", "1.1"));
        assertThat(rows)
                .extracting(row -> row.get("service_version") + " " + row.get("service_instance_id"))
                .containsExactly("1.1 pay-3", "1.1 pay-4", "1.0 pay-0", "1.0 pay-1", "1.0 pay-2");
        assertThat(rows).allSatisfy(row -> assertThat(row)
                .as("the new version has run for four hours, half-hourly from half an hour on")
                .containsEntry("compared_age_hours", 4)
                .containsEntry("evaluations", 8));
        assertThat(rows.get(0))
                .containsEntry("is_new", 1)
                .containsEntry("age_hours", 4)
                .containsEntry("slope_bytes_per_hour", (int) (9 * MIB))
                .containsEntry("level_bytes", (int) ((103 + 36) * MIB));
        assertThat(rows.get(4))
                .containsEntry("is_new", 0)
                .containsEntry("age_hours", 8)
                .containsEntry("slope_bytes_per_hour", (int) MIB)
                .containsEntry("level_bytes", (int) ((102 + 4) * MIB));
        assertThat(ask("version-growth", Map.of("service", "pay", "version", "1.2")))
                .as("a version that nobody saw yet is compared with the newest that runs")
                .extracting(row -> row.get("service_version"))
                .containsExactly("1.1", "1.1");
        assertThat(ask("version-growth", Map.of("service", "pay", "version", "1.0", "against", "none")))
                .hasSize(3);
    }

    @Test
    void sitesAreComparedWithTheDayBefore() {
        List<Map<String, @Nullable Object>> rows = ask("site-growth-by-day", Map.of("service", "shop/cart")).stream()
                .filter(row -> Objects.equals(row.get("instances"), 1)
                        && List.of(day(2), day(3), day(4)).contains(String.valueOf(row.get("day"))))
                .toList();
        assertThat(rows)
                .as("nothing comes before the first day")
                .extracting(row -> row.get("day") + " " + row.get("site"))
                .containsExactly(
                        day(2) + " Cart.remember",
                        day(2) + " Fresh.cache",
                        day(2) + " Noise.sampled",
                        day(3) + " Cart.remember",
                        day(3) + " Noise.sampled");
        assertThat(rows.get(0))
                .containsEntry("day_before", day(3))
                .containsEntry("newest_version", "2.0")
                .containsEntry("live_bytes", (int) (30 * MIB))
                .containsEntry("grown_bytes", (int) (10 * MIB))
                .containsEntry("grown_error_bytes", 0)
                .containsEntry("is_beyond_error", 1);
        assertThat((Double) rows.get(0).get("share_of_growth")).isCloseTo(10 / 15.0, within(1e-9));
        assertThat(rows.get(1)).as("a new site").containsEntry("live_before_bytes", 0);
        assertThat(rows.get(2)).containsEntry("grown_bytes", (int) -MIB).containsEntry("is_beyond_error", 0);
    }

    private String day(int before) {
        return base.atOffset(ZoneOffset.UTC).toLocalDate().minusDays(before).toString();
    }

    private static Map<String, String> needed(NamedQuery query) {
        Map<String, String> values = new LinkedHashMap<>(Map.of("service", "cart", "version", "2.0"));
        values.keySet().removeIf(name -> query.parameters().stream()
                .noneMatch(parameter -> parameter.name().equals(name)
                        && parameter.defaultValue().isEmpty()));
        return values;
    }

    private List<Map<String, @Nullable Object>> ask(String query, Map<String, String> parameters) {
        QueryResult result = runner.run(library.named(query), parameters);
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (List<@Nullable Object> row : result.rows()) {
            Map<String, @Nullable Object> named = new LinkedHashMap<>();
            for (int i = 0; i < row.size(); i++) {
                named.put(result.columns().get(i).name(), row.get(i));
            }
            rows.add(named);
        }
        return rows;
    }

    private static String iso(Instant time) {
        return time.toString().replace("Z", ".000Z");
    }
}

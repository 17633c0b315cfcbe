package io.heaptide.clickhouse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.clickhouse.client.api.query.GenericRecord;
import io.heaptide.schemas.AvroCodec;
import io.heaptide.schemas.LeakScore;
import io.heaptide.schemas.MemorySampleBatch;
import io.heaptide.schemas.Topics;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClickHouseSinkIT {

    private static final List<String> TABLES = List.of(
            "memory_samples",
            "series_trends",
            "leak_scores",
            "leak_alerts",
            "allocation_sites",
            "lifecycle_events",
            "dead_letters");

    private Stack stack;

    @BeforeAll
    void startStack() throws ExecutionException, InterruptedException {
        stack = Stack.start();
    }

    @AfterAll
    void stopStack() {
        stack.close();
    }

    @Test
    void everyTopicLandsInItsTable() throws InterruptedException {
        Records cart = new Records("cart");
        publishOneOfEach(cart);
        try (ClickHouseSink sink = Stack.started(stack.config("lands"))) {
            awaitOneOfEach("lands", cart);
            assertThat(sink.health().healthy()).isTrue();
            assertThat(sink.health().tables()).containsOnlyKeys(TABLES);
        }
        assertThat(one("lands", "SELECT * FROM leak_scores FINAL WHERE service_name = 'cart'")
                        .getValues())
                .containsEntry("service_namespace", "shop")
                .containsEntry("verdict", "leaking")
                .containsEntry("score", 93.5)
                .containsEntry("instances_leaking", 2L)
                .containsEntry("time_to_limit_high_seconds", 7200.0)
                .containsEntry("algo_version", 1L);
        assertThat(
                        text(
                                "lands",
                                "SELECT toJSONString(reasons) || toJSONString(top_sites) FROM leak_scores FINAL WHERE service_name = 'cart'"))
                .isEqualTo("[{\"name\":\"slope\",\"value\":4.2,\"threshold\":3,\"passed\":true},"
                        + "{\"name\":\"samples\",\"value\":900,\"threshold\":30,\"passed\":true}]"
                        + "[{\"fingerprint\":\"00ff00ff00ff00ff\",\"site\":\"Cart.keep\",\"type\":\"byte[]\","
                        + "\"live_bytes\":67108864,\"growth_bytes_per_hour\":11534336,\"share_of_growth\":0.9}]");
        assertThat(
                        text(
                                "lands",
                                "SELECT concat(state, ' ', previous_state, ' ', reason, ' ', incident_id, ' ', verdict) FROM leak_alerts FINAL WHERE service_name = 'cart'"))
                .isEqualTo("firing pending ESCALATED cart-incident leaking");
        assertThat(text(
                        "lands",
                        "SELECT concat(verdict, ' ', pool, ' ', labels['k8s.pod.name'], ' ', toString(started_at IS NULL), ' ', toString(limit_bytes), ' ', toString(horizons.panes)) FROM series_trends FINAL WHERE service_name = 'cart' AND limit_bytes IS NULL"
                                .replace("toString(limit_bytes)", "toString(limit_bytes IS NULL)")))
                .isEqualTo("not_enough_data G1 Old Gen cart-pod 0 1 [60]");
        assertThat(
                        text(
                                "lands",
                                "SELECT concat(type, ' ', reason, ' ', toString(limit_bytes)) FROM lifecycle_events FINAL WHERE service_name = 'cart'"))
                .isEqualTo("oom_kill OOMKilled 536870912");
        assertThat(
                        text(
                                "lands",
                                "SELECT toString(groupArray((fingerprint, live_bytes, live_count))) FROM (SELECT * FROM allocation_sites FINAL WHERE service_name = 'cart' ORDER BY fingerprint)"))
                .as("two entries with one identity are one site")
                .isEqualTo("[('aaaa',15728640,20),('bbbb',1048576,10)]");
        assertThat(
                        text(
                                "lands",
                                "SELECT concat(toString(count()), ' ', toString(sum(used_bytes)), ' ', toString(uniqExact(signal)), ' ', toString(toUnixTimestamp64Milli(max(sampled_at)))) FROM memory_samples FINAL WHERE service_name = 'cart'"))
                .isEqualTo("10 " + 45 * Records.MIB + " 2 " + (Records.minute(3) + 4000));
    }

    @Test
    void readingEverythingAgainFromTheBeginningChangesNothing() throws InterruptedException {
        Records search = new Records("search");
        for (int minute = 0; minute < 20; minute++) {
            publishOneOfEach(search, minute);
        }
        SinkConfig config = stack.config("replayed");
        try (ClickHouseSink sink = Stack.started(config)) {
            stack.awaitCount("replayed", countOf("leak_scores", search), 20);
            stack.awaitCount("replayed", countOf("memory_samples", search), 200);
            awaitOneOfEach("replayed", search);
            awaitQuiet(sink);
        }
        List<String> before =
                TABLES.stream().map(table -> contents("replayed", table)).toList();

        SinkConfig otherBorders =
                config.withGroup("replayed-again").withBatch(config.batch().withMaxRows(33));
        try (ClickHouseSink sink = Stack.started(otherBorders)) {
            long records = publishedRecords();
            Stack.await("all is read again", () -> records(sink) >= records);
            awaitQuiet(sink);
        }
        assertThat(TABLES.stream().map(table -> contents("replayed", table))).isEqualTo(before);
    }

    @Test
    void aCorruptRecordIsDeadLetteredAndItsNeighboursLand() throws InterruptedException {
        Records mail = new Records("mail");
        AvroCodec<LeakScore> codec = AvroCodec.of(Topics.LEAK_SCORES);
        byte[] cutShort = java.util.Arrays.copyOf(codec.encode(mail.score(2)), 40);
        stack.publishBytes(
                Topics.LEAK_SCORES,
                "shop/mail",
                List.of(codec.encode(mail.score(1)), cutShort, "garbage".getBytes(UTF_8), codec.encode(mail.score(3))));
        stack.publishBytes(Topics.DEAD_LETTERS, "x", List.of("not even a letter".getBytes(UTF_8)));
        try (ClickHouseSink sink = Stack.started(stack.config("corrupt"))) {
            stack.awaitCount("corrupt", countOf("leak_scores", mail), 2);
            stack.awaitCount("corrupt", "SELECT count() FROM dead_letters FINAL", 3);
            assertThat(sink.health().healthy()).isTrue();
            assertThat(sink.health().tables())
                    .extractingByKey("leak_scores")
                    .extracting(TableHealth::dropped)
                    .isEqualTo(Map.of(DropReason.MALFORMED_RECORD, 2L));
        }
        assertThat(
                        text(
                                "corrupt",
                                "SELECT toString(groupArray((topic, reason, component, length(record_value)))) FROM (SELECT * FROM dead_letters FINAL ORDER BY topic DESC, record_offset)"))
                .isEqualTo("[('heaptide.leak-scores.v1','malformed_record','clickhouse-sink',40),"
                        + "('heaptide.leak-scores.v1','malformed_record','clickhouse-sink',7),"
                        + "('heaptide.dead-letters.v1','malformed_record','clickhouse-sink',17)]");
    }

    @Test
    void samplesAreLeftOutOnRequest() throws InterruptedException {
        Records cache = new Records("cache");
        publishOneOfEach(cache);
        try (ClickHouseSink sink = Stack.started(stack.config("sampleless").withSamples(false))) {
            stack.awaitCount("sampleless", countOf("leak_scores", cache), 1);
            assertThat(sink.health().tables()).doesNotContainKey("memory_samples");
        }
        assertThat(stack.count("sampleless", "SELECT count() FROM memory_samples"))
                .isZero();
    }

    @Test
    void anyJdbcClientReadsTheViews() throws SQLException, InterruptedException {
        Records web = new Records("web");
        int latest = 19 * 60;
        stack.publish(Topics.LEAK_SCORES, "shop/web", web.withoutLimit(latest - 1), web.score(latest));
        stack.publish(Topics.LEAK_ALERTS, "shop/web", web.alert(latest));
        stack.publish(Topics.LIFECYCLE_EVENTS, "shop/web", web.event(latest));
        for (int minute = latest - 3; minute <= latest; minute++) {
            stack.publish(Topics.ALLOCATION_SUMMARIES, "shop/web", web.summary(minute));
        }
        try (ClickHouseSink sink = Stack.started(stack.config("viewed"))) {
            stack.awaitCount("viewed", countOf("leak_scores", web), 2);
            stack.awaitCount("viewed", countOf("leak_alerts", web), 1);
            stack.awaitCount("viewed", countOf("lifecycle_events", web), 1);
            stack.awaitCount("viewed", countOf("allocation_sites", web), 8);
            assertThat(sink.health().failed()).isFalse();
        }
        Properties login = new Properties();
        login.setProperty("user", stack.clickHouse().user());
        login.setProperty("password", stack.clickHouse().password());
        String url = "jdbc:clickhouse://127.0.0.1:" + stack.clickHouse().httpPort() + "/viewed";
        try (Connection connection = DriverManager.getConnection(url, login);
                Statement statement = connection.createStatement()) {
            try (ResultSet leak = statement.executeQuery("SELECT * FROM current_leaks WHERE service_name = 'web'")) {
                assertThat(leak.next()).isTrue();
                assertThat(leak.getTimestamp("window_end")).isEqualTo(new Timestamp(Records.minute(latest)));
                assertThat(leak.getDouble("slope_bytes_per_hour")).isEqualTo(12.0 * Records.MIB);
                assertThat(leak.getString("top_site")).isEqualTo("Cart.keep");
                assertThat(leak.next()).as("one row a service").isFalse();
            }
            try (ResultSet service =
                    statement.executeQuery("SELECT * FROM fleet_overview WHERE service_name = 'web'")) {
                assertThat(service.next()).isTrue();
                assertThat(service.getString("incident_state")).isEqualTo("firing");
                assertThat(service.getInt("oom_kills")).isEqualTo(1);
            }
            try (ResultSet site = statement.executeQuery(
                    "SELECT * FROM site_growth WHERE service_name = 'web' ORDER BY live_bytes DESC")) {
                assertThat(site.next()).isTrue();
                assertThat(site.getDouble("live_bytes")).isEqualTo(15.0 * Records.MIB);
                assertThat(site.getDouble("growth_bytes_per_hour"))
                        .as("four equal snapshots")
                        .isZero();
            }
        }
    }

    private void publishOneOfEach(Records service) {
        publishOneOfEach(service, 3);
    }

    private void publishOneOfEach(Records service, int minute) {
        String key = "shop/" + service.service();
        stack.publish(Topics.LEAK_SCORES, key, service.score(minute));
        stack.publish(Topics.LEAK_ALERTS, key, service.alert(minute));
        stack.publish(Topics.SERIES_TRENDS, key, service.trend(minute));
        stack.publish(Topics.ALLOCATION_SUMMARIES, key, service.summary(minute));
        stack.publish(Topics.LIFECYCLE_EVENTS, key, service.event(minute));
        MemorySampleBatch samples = service.samples(minute, 10);
        stack.publish(Topics.MEMORY_SAMPLES, "7", samples);
    }

    private void awaitOneOfEach(String database, Records service) throws InterruptedException {
        for (String table : TABLES.subList(0, TABLES.size() - 1)) {
            stack.awaitCount(database, countOf(table, service), 1);
        }
    }

    private static String countOf(String table, Records service) {
        return "SELECT count() FROM " + table + " FINAL WHERE service_name = '" + service.service() + "'";
    }

    /** Everything a table says, as one number: rows, values and versions. */
    private String contents(String database, String table) {
        return table + " "
                + text(
                        database,
                        "SELECT concat(toString(count()), ' ', toString(sum(cityHash64(*)))) FROM " + table + " FINAL");
    }

    private long publishedRecords() {
        try (ClickHouseSink sink = Stack.started(stack.config("counting"))) {
            awaitQuiet(sink);
            return records(sink);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Waits until nothing has moved for a second. */
    private static void awaitQuiet(ClickHouseSink sink) throws InterruptedException {
        List<Long> seen = new ArrayList<>();
        Stack.await("nothing moves", () -> {
            seen.add(sink.health().healthy() ? records(sink) : -seen.size() - 1L);
            int size = seen.size();
            return size > 20
                    && seen.get(size - 1) > 0
                    && seen.subList(size - 20, size).stream().distinct().count() == 1;
        });
    }

    private static long records(ClickHouseSink sink) {
        return sink.health().tables().values().stream()
                .mapToLong(TableHealth::records)
                .sum();
    }

    private String text(String database, String query) {
        return one(database, query).getString(1);
    }

    private GenericRecord one(String database, String query) {
        List<GenericRecord> rows = stack.rows(database, query);
        assertThat(rows).as(query).hasSize(1);
        return rows.get(0);
    }
}

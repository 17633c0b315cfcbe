package io.heaptide.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.clickhouse.client.api.query.GenericRecord;
import io.heaptide.local.LocalClickHouse;
import io.heaptide.schemas.settings.Secret;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SchemaMigratorIT {

    private static final List<String> ALL = List.of(
            "memory_samples",
            "series_trends",
            "leak_scores",
            "leak_alerts",
            "allocation_sites",
            "lifecycle_events",
            "dead_letters",
            "views",
            "since_version",
            "retention");

    private LocalClickHouse server;

    @BeforeAll
    void startServer() {
        server = LocalClickHouse.temporary();
    }

    @AfterAll
    void stopServer() {
        server.close();
    }

    @Test
    void aFreshDatabaseGetsEverythingAndTheSecondStartNothing() {
        assertThat(migrator("fresh", SchemaOptions.defaults()).migrate()).isEqualTo(ALL);
        assertThat(migrator("fresh", SchemaOptions.defaults()).migrate()).isEmpty();
        assertThat(names("fresh", "SELECT name FROM system.tables WHERE database = 'fresh' ORDER BY name"))
                .containsExactlyInAnyOrder(
                        "schema_migrations",
                        "memory_samples",
                        "series_trends",
                        "leak_scores",
                        "leak_alerts",
                        "allocation_sites",
                        "lifecycle_events",
                        "dead_letters",
                        "latest_scores",
                        "current_leaks",
                        "fleet_overview",
                        "site_growth");
        assertThat(names("fresh", "SELECT checksum FROM schema_migrations FINAL"))
                .hasSize(ALL.size())
                .allMatch(checksum -> checksum.matches("[0-9a-f]{64}"));
    }

    @Test
    void everyMigrationCanRunTwiceBecauseAStarterMayDieBeforeItRecords() {
        migrator("twice", SchemaOptions.defaults()).migrate();
        execute("twice", "TRUNCATE TABLE schema_migrations");
        assertThat(migrator("twice", SchemaOptions.defaults()).migrate()).isEqualTo(ALL);
    }

    @Test
    void startersAtTheSameTimeAllSucceed() throws InterruptedException, ExecutionException {
        ExecutorService starters = Executors.newFixedThreadPool(4);
        try {
            List<Callable<List<String>>> all = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                all.add(() -> migrator("together", SchemaOptions.defaults()).migrate());
            }
            for (Future<List<String>> one : starters.invokeAll(all)) {
                assertThat(ALL).containsAll(one.get());
            }
        } finally {
            starters.shutdownNow();
        }
        assertThat(migrator("together", SchemaOptions.defaults()).migrate()).isEmpty();
    }

    @Test
    void anAppliedFileThatHasChangedIsAClearError() {
        migrator("changed", SchemaOptions.defaults()).migrate();
        SqlTemplate template = new SqlTemplate(SchemaOptions.defaults());
        Migration changed = Migration.of("V003__leak_scores.sql", "SELECT 'other';", template);
        SchemaMigrator migrator =
                new SchemaMigrator(target("changed"), template, List.of(changed), InstantSource.system());
        assertThatThrownBy(migrator::migrate)
                .isInstanceOf(MigrationChanged.class)
                .hasMessageContaining("migration 003 (leak_scores) was applied with checksum")
                .hasMessageContaining(changed.checksum());
    }

    @Test
    void anotherRetentionIsAppliedToTheTablesThatExist() {
        migrator("kept", SchemaOptions.defaults()).migrate();
        SchemaOptions week = new SchemaOptions(false, Optional.empty(), Map.of("leak_scores", 7));
        assertThat(migrator("kept", week).migrate()).containsExactly("retention");
        assertThat(
                        names(
                                "kept",
                                "SELECT create_table_query FROM system.tables WHERE database = 'kept' AND name = 'leak_scores'"))
                .singleElement()
                .asString()
                .contains("toIntervalDay(7)");
        assertThat(migrator("kept", week).migrate()).isEmpty();
    }

    @Test
    void everyMappedColumnExistsAndEveryTableColumnIsMapped() {
        migrator("mapped", SchemaOptions.defaults()).migrate();
        assertThat(Tables.all(true)).allSatisfy(mapping -> assertThat(names(
                        "mapped",
                        "SELECT name FROM system.columns WHERE database = 'mapped' AND table = '" + mapping.table()
                                + "'"))
                .containsExactlyInAnyOrderElementsOf(mapping.columnNames()));
    }

    private SchemaMigrator migrator(String database, SchemaOptions options) {
        return SchemaMigrator.of(target(database), options, InstantSource.system());
    }

    private ClickHouseTarget target(String database) {
        return new ClickHouseTarget(
                URI.create(server.httpUrl()), server.user(), new Secret(server.password()), database);
    }

    private List<String> names(String database, String query) {
        try (ClickHouseConnection connection = ClickHouseConnection.to(target(database))) {
            List<GenericRecord> rows = connection.query("test", query, Map.of());
            return rows.stream().map(row -> row.getString(1)).toList();
        }
    }

    private void execute(String database, String sql) {
        try (ClickHouseConnection connection = ClickHouseConnection.to(target(database))) {
            connection.execute("test", sql, Map.of());
        }
    }
}

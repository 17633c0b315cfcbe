package io.heaptide.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SqlTemplateTest {

    private static final String TABLE =
            "CREATE TABLE t ${on_cluster} (v UInt8) ENGINE = ${engine:ReplacingMergeTree(v)}"
                    + " ORDER BY v TTL d + toIntervalDay(${retention_days:leak_scores}) SETTINGS ${deduplication}";

    private final SqlTemplate alone = new SqlTemplate(SchemaOptions.defaults());
    private final SqlTemplate clustered =
            new SqlTemplate(new SchemaOptions(true, Optional.of("fleet"), Map.of("leak_scores", 7)));

    @Test
    void oneServerTakesPlainEnginesAndRemembersInserts() {
        assertThat(alone.render("t.sql", TABLE))
                .isEqualTo(
                        "CREATE TABLE t  (v UInt8) ENGINE = ReplacingMergeTree(v) ORDER BY v TTL d + toIntervalDay(400)"
                                + " SETTINGS non_replicated_deduplication_window = 10000");
    }

    @Test
    void aClusterTakesReplicatedEnginesOnEveryServer() {
        assertThat(clustered.render("t.sql", TABLE))
                .isEqualTo("CREATE TABLE t ON CLUSTER 'fleet' (v UInt8) ENGINE = ReplicatedReplacingMergeTree("
                        + "'/clickhouse/tables/{shard}/{database}/{table}', '{replica}', v) ORDER BY v"
                        + " TTL d + toIntervalDay(7) SETTINGS replicated_deduplication_window = 10000,"
                        + " replicated_deduplication_window_seconds = 604800");
    }

    @Test
    void anEngineWithoutColumnsStaysWellFormedWhenReplicated() {
        assertThat(clustered.render("t.sql", "${engine:MergeTree()}"))
                .isEqualTo("ReplicatedMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')");
    }

    @Test
    void everyMigrationRendersWithoutALeftoverPlaceholder() {
        assertThat(MigrationFiles.all(clustered))
                .allSatisfy(migration -> assertThat(migration.statements()).noneMatch(sql -> sql.contains("${")));
    }

    @Test
    void unknownPlaceholdersAndTablesNameTheirFile() {
        assertThatThrownBy(() -> alone.render("V9.sql", "${shard}"))
                .hasMessage("V9.sql holds an unknown placeholder: shard");
        assertThatThrownBy(() -> alone.render("V9.sql", "${retention_days:nothing}"))
                .hasMessage("V9.sql asks for the retention of an unknown table: nothing");
        assertThatThrownBy(() -> alone.render("V9.sql", "${engine:Log()}")).hasMessageContaining("no MergeTree engine");
    }
}

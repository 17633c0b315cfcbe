package io.heaptide.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MigrationTest {

    private static final SqlTemplate DEFAULTS = new SqlTemplate(SchemaOptions.defaults());
    private static final SqlTemplate SHORTER =
            new SqlTemplate(new SchemaOptions(false, Optional.empty(), Map.of("leak_scores", 7)));

    @Test
    void statementsEndAtASemicolonThatEndsItsLine() {
        assertThat(Migration.statements("-- why; not\nSELECT ';x';\n\n  -- more\nSELECT 2;"))
                .containsExactly("SELECT ';x'", "SELECT 2");
    }

    @Test
    void aFileNameThatSaysNoVersionIsRefused() {
        assertThatThrownBy(() -> Migration.of("V1__x.sql", "SELECT 1", DEFAULTS))
                .hasMessageContaining("V1__x.sql");
    }

    @Test
    void everyStatementCanBeRepeatedSoThatTwoStartersDoNoHarm() {
        assertThat(MigrationFiles.all(DEFAULTS)).allSatisfy(migration -> assertThat(migration.statements())
                .isNotEmpty()
                .allMatch(sql -> sql.startsWith("CREATE TABLE IF NOT EXISTS ")
                        || sql.startsWith("CREATE OR REPLACE VIEW ")
                        || sql.matches("(?s)ALTER TABLE .* (ADD COLUMN IF NOT EXISTS|MODIFY TTL) .*")));
    }

    @Test
    void versionsRiseOneByOneAndRepeatableFilesComeLast() {
        List<Integer> versions =
                MigrationFiles.all(DEFAULTS).stream().map(Migration::version).toList();
        int last = versions.indexOf(0);
        assertThat(versions.subList(0, last))
                .isEqualTo(IntStream.rangeClosed(1, last).boxed().toList());
        assertThat(versions.subList(last, versions.size())).containsOnly(0);
    }

    @Test
    void everyTableRemembersItsInserts() {
        assertThat(MigrationFiles.all(DEFAULTS).stream().flatMap(migration -> migration.statements().stream()))
                .filteredOn(sql -> sql.startsWith("CREATE TABLE"))
                .hasSize(7)
                .allMatch(sql -> sql.contains("non_replicated_deduplication_window = 10000"))
                .allMatch(sql -> sql.contains("ENGINE = ReplacingMergeTree(row_version)"));
    }

    @Test
    void anotherRetentionChangesOnlyTheRepeatableFilesChecksum() {
        List<Migration> before = MigrationFiles.all(DEFAULTS);
        List<Migration> after = MigrationFiles.all(SHORTER);
        for (int i = 0; i < before.size(); i++) {
            boolean same = before.get(i).checksum().equals(after.get(i).checksum());
            assertThat(same).as(before.get(i).name()).isEqualTo(!before.get(i).repeatable());
        }
    }
}

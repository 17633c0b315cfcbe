package io.heaptide.queries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryRunnerIT extends OnSeededServer {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO dead_letters (refused_at) VALUES (now())",
                "DROP TABLE leak_scores",
                "TRUNCATE TABLE leak_scores",
                "CREATE TABLE t (a UInt8) ENGINE = Memory",
                "SELECT 1 SETTINGS readonly = 0",
                "SYSTEM SHUTDOWN",
                "SELECT 1; DROP TABLE leak_scores",
            })
    void adHocSqlOnlyReads(String statement) {
        assertThatThrownBy(() -> runner.sql(statement))
                .isInstanceOf(QueryFailed.class)
                .hasMessageContaining("Code: ");
        assertThat(runner.sql("SELECT count() > 0 AS still_there FROM leak_scores")
                        .rows())
                .isEqualTo(List.of(List.of(1)));
    }

    @Test
    void adHocSqlAnswersAnyReadingStatementAndAnyType() {
        assertThat(runner.sql("SHOW TABLES LIKE 'leak%';").rows())
                .isEqualTo(List.of(List.of("leak_alerts"), List.of("leak_scores")));
        assertThat(runner.sql(
                                "SELECT toUInt64(-1) AS u, nan AS n, toDateTime('2026-01-01 00:00:00') AS t, [1, NULL] AS a, tuple(1)::Tuple(x UInt8) AS o")
                        .rows()
                        .toString())
                .isEqualTo("[[18446744073709551615, null, 2026-01-01T00:00:00Z, [1, null], {x=1}]]");
        assertThat(runner.sql("DESCRIBE TABLE leak_scores").columns())
                .extracting(QueryResult.Column::name)
                .contains("name", "type");
    }

    @Test
    void aFormatClauseIsAnsweredWithAdvice() {
        assertThatThrownBy(() -> runner.sql("SELECT 1 FORMAT CSV"))
                .isInstanceOf(QueryFailed.class)
                .hasMessage("leave FORMAT CSV out of the statement and choose the output instead");
    }

    @Test
    void parametersAreValuesWhateverTheyHold() {
        NamedQuery echo = QueryFile.parse(
                "echo", "-- What was said?\n-- @param text String -- anything\nSELECT {text:String} AS text");
        for (String text : List.of(
                "it's",
                "tab\tline\nback\\slash",
                "\\N",
                "x' OR 1=1 --",
                "{d '2026-01-01'}",
                "购物车 🛒",
                "%41&a=b+c",
                "")) {
            assertThat(runner.run(echo, Map.of("text", text)).rows()).isEqualTo(List.of(List.of(text)));
        }
        NamedQuery trend = QueryLibrary.load().named("service-trend");
        assertThat(runner.run(trend, Map.of("service", "x' OR 1=1 --")).rows()).isEmpty();
    }

    @Test
    void queriesAreBoundInTimeAndSize() {
        QueryConfig usual = server.config();
        QueryConfig tight = new QueryConfig(
                usual.url(), usual.user(), usual.password(), usual.database(), Duration.ofSeconds(1), 10);
        try (QueryRunner bounded = SeededServer.runner(tight)) {
            assertThatThrownBy(() -> bounded.sql("SELECT sum(number) FROM numbers(1000000000000)"))
                    .isInstanceOf(QueryFailed.class)
                    .hasMessageContaining("TIMEOUT_EXCEEDED");
            assertThatThrownBy(() -> bounded.sql("SELECT * FROM numbers(11)"))
                    .isInstanceOf(QueryFailed.class)
                    .hasMessageContaining("TOO_MANY_ROWS_OR_BYTES");
            assertThat(bounded.sql("SELECT * FROM numbers(10)").rows()).hasSize(10);
        }
    }

    @Test
    void aWrongPasswordFailsWithoutPrintingIt() {
        String secret = "hunter2-never-print-me";
        try (QueryRunner stranger =
                SeededServer.runner(server.config(server.config().user(), secret))) {
            assertThatThrownBy(() -> stranger.sql("SELECT 1"))
                    .hasMessageContaining("AUTHENTICATION_FAILED")
                    .satisfies(e -> assertThat(e.toString() + e.getCause()).doesNotContain(secret));
        }
    }
}

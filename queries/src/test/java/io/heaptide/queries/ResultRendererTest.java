package io.heaptide.queries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResultRendererTest {

    private static final QueryResult LEAKS = new QueryResult(
            List.of(
                    new QueryResult.Column("service_namespace", "LowCardinality(String)"),
                    new QueryResult.Column("service_name", "LowCardinality(String)"),
                    new QueryResult.Column("verdict", "LowCardinality(String)"),
                    new QueryResult.Column("level_bytes", "Float64"),
                    new QueryResult.Column("limit_bytes", "Nullable(Float64)")),
            List.of(
                    Arrays.asList("", "购物车", "leaking", 3.0 * (1 << 20), null),
                    Arrays.asList("", "mail", "steady", 1000.0, 2.0 * (1 << 30))));

    @Test
    void aTableAlignsWideCharactersBreaksHeadingsAndLeavesEmptyColumnsOut() throws IOException {
        assertThat(render(ResultRenderer.table(TableStyle.plain()), LEAKS)).isEqualTo("""
                        service
                        name     verdict    level    limit
                        ───────  ───────  ───────  ───────
                        购物车   leaking  3.0 MiB        -
                        mail     steady    1000 B  2.0 GiB
                        2 rows
                        """);
    }

    @Test
    void coloursMarkVerdictsOnly() throws IOException {
        assertThat(render(ResultRenderer.table(TableStyle.coloured()), LEAKS))
                .contains("\u001b[1;31mleaking\u001b[0m")
                .contains("\u001b[32msteady \u001b[0m")
                .doesNotContain("\u001b[32mmail");
    }

    @Test
    void anEmptyAnswerSaysSo() throws IOException {
        QueryResult none = new QueryResult(LEAKS.columns(), List.of());
        assertThat(render(ResultRenderer.table(TableStyle.plain()), none)).isEqualTo("no rows\n");
        assertThat(render(ResultRenderer.json(), none)).isEqualTo("[]\n");
        assertThat(render(ResultRenderer.tsv(), none))
                .isEqualTo("service_namespace\tservice_name\tverdict\tlevel_bytes\tlimit_bytes\n");
    }

    @Test
    void aServiceCannotWriteToTheTerminalByItsName() throws IOException {
        QueryResult hostile = new QueryResult(
                List.of(new QueryResult.Column("service_name", "String")),
                List.of(List.of("\u001b[2Jgone\r\nfake row\u202e")));
        assertThat(render(ResultRenderer.table(TableStyle.plain()), hostile))
                .contains("\\u001b[2Jgone\\u000d\\u000afake row\\u202e")
                .doesNotContain("\u001b")
                .doesNotContain("\u202e");
    }

    @Test
    void aLongCellIsCutWithAnEllipsis() throws IOException {
        QueryResult frames = new QueryResult(
                List.of(new QueryResult.Column("site", "String")), List.of(List.of("漢字漢字漢字漢字"), List.of("abcdefgh")));
        assertThat(render(ResultRenderer.table(new TableStyle(false, 8)), frames))
                .isEqualTo("site\n────────\n漢字漢…\nabcdefgh\n2 rows\n");
    }

    @Test
    void jsonHasMachineUnitsAndParses() throws IOException {
        QueryResult numbers = new QueryResult(
                List.of(
                        new QueryResult.Column("used_bytes", "UInt64"),
                        new QueryResult.Column("at", "DateTime64(3, 'UTC')"),
                        new QueryResult.Column("sites", "Array(String)")),
                List.of(
                        List.of(new BigInteger("18446744073709551615"), "2026-11-23T12:00:00.250Z", List.of("a\"b")),
                        Arrays.asList(1, null, List.of())));
        String json = render(ResultRenderer.json(), numbers);
        JsonNode parsed = new ObjectMapper().readTree(json);
        assertThat(parsed).hasSize(2);
        assertThat(parsed.get(0).get("used_bytes").bigIntegerValue()).isEqualTo(new BigInteger("18446744073709551615"));
        assertThat(parsed.get(0).get("sites").get(0).textValue()).isEqualTo("a\"b");
        assertThat(parsed.get(1).get("at").isNull()).isTrue();
        assertThat(json.lines().filter(line -> line.startsWith("  {")))
                .as("an object a line")
                .hasSize(2);
    }

    @Test
    void tsvEscapesWhatWouldBreakALine() throws IOException {
        QueryResult odd = new QueryResult(
                List.of(new QueryResult.Column("a", "String"), new QueryResult.Column("b", "Array(UInt8)")),
                List.of(Arrays.asList("tab\tline\nback\\", List.of(1, 2)), Arrays.asList(null, List.of())));
        assertThat(render(ResultRenderer.tsv(), odd)).isEqualTo("a\tb\ntab\\tline\\nback\\\\\t[1,2]\n\\N\t[]\n");
    }

    @Test
    void aRowMustHaveAValuePerColumn() {
        assertThatThrownBy(() -> new QueryResult(LEAKS.columns(), List.of(List.of(1))))
                .hasMessageContaining("got 1 of 5");
    }

    private static String render(ResultRenderer renderer, QueryResult result) throws IOException {
        StringBuilder out = new StringBuilder();
        renderer.render(result, out);
        return out.toString();
    }
}

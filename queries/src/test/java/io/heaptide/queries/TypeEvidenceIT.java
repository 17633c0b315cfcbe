package io.heaptide.queries;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** One leak in the words of several tools: who allocates, what keeps, how much there is. */
class TypeEvidenceIT extends OnSeededServer {

    private static final int MIB = 1 << 20;

    @Test
    void joinsRecordingHistogramAndDumpByTheClass() {
        QueryResult result = ask(Map.of("service", "books"));

        assertThat(result.rows()).hasSize(2);
        assertThat(column(result, "type")).containsExactly("Book", "byte[]");
        assertThat(column(result, "live_bytes")).containsExactly(25 * MIB, 3 * MIB);
        assertThat(column(result, "allocated_by")).containsExactly("Shelf.put", "Shelf.put");
        assertThat(column(result, "fingerprint_allocated")).containsExactly("b1", "b1");
        assertThat(column(result, "kept_by")).containsExactly("Shelf.BOOKS", "");
        assertThat(column(result, "sources")).containsExactly("histogram, hprof, jfr", "histogram, jfr");
        assertThat(column(result, "share_allocated")).containsExactly(0.75, 1);
    }

    @Test
    void isBoundedAndKnowsItsService() {
        assertThat(ask(Map.of("service", "books", "limit", "1")).rows()).hasSize(1);
        assertThat(ask(Map.of("service", "nobody")).rows()).isEmpty();
    }

    private QueryResult ask(Map<String, String> parameters) {
        return runner.run(QueryLibrary.load().named("type-evidence"), parameters);
    }

    private static List<@Nullable Object> column(QueryResult result, String name) {
        int index =
                result.columns().stream().map(QueryResult.Column::name).toList().indexOf(name);
        List<@Nullable Object> values = new ArrayList<>();
        for (List<@Nullable Object> row : result.rows()) {
            values.add(row.get(index));
        }
        return values;
    }
}

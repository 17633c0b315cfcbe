package io.heaptide.queries;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An answer.
 *
 * @param columns in order
 * @param rows a value per column: {@code null}, text, number, boolean, list or map; a time is text in ISO 8601, UTC
 */
public record QueryResult(List<Column> columns, List<List<@Nullable Object>> rows) {

    /**
     * A column of an answer.
     *
     * @param name says the unit of a number: {@code used_bytes}
     * @param type as ClickHouse writes it
     */
    public record Column(String name, String type) {}

    public QueryResult {
        columns = List.copyOf(columns);
        List<List<@Nullable Object>> copies = new ArrayList<>();
        for (List<@Nullable Object> row : rows) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException(
                        "a row must have a value per column, got " + row.size() + " of " + columns.size());
            }
            copies.add(Collections.unmodifiableList(new ArrayList<>(row)));
        }
        rows = Collections.unmodifiableList(copies);
    }
}

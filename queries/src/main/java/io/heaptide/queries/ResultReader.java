package io.heaptide.queries;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code JSONCompactEachRowWithNamesAndTypes}: names, types, then a JSON array a row. */
final class ResultReader {

    private static final ObjectReader LINES =
            JsonMapper.builder().build().readerFor(new TypeReference<List<@Nullable Object>>() {});

    private ResultReader() {}

    static QueryResult read(InputStream in) throws IOException {
        // by a parser of our own: given a stream, Jackson takes the first line for an array of all values
        try (JsonParser parser = LINES.createParser(in)) {
            MappingIterator<List<@Nullable Object>> lines = LINES.readValues(parser);
            if (!lines.hasNext()) { // a statement without an answer, such as SET
                return new QueryResult(List.of(), List.of());
            }
            List<QueryResult.Column> columns = columns(lines.next(), lines.next());
            List<List<@Nullable Object>> rows = new ArrayList<>();
            while (lines.hasNext()) {
                rows.add(lines.next());
            }
            return new QueryResult(columns, rows);
        }
    }

    private static List<QueryResult.Column> columns(List<@Nullable Object> names, List<@Nullable Object> types) {
        List<QueryResult.Column> columns = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            columns.add(new QueryResult.Column(String.valueOf(names.get(i)), String.valueOf(types.get(i))));
        }
        return columns;
    }
}

package io.heaptide.queries;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An array with one object a line, so that both a JSON parser and {@code grep} get on with it. */
final class JsonRenderer implements ResultRenderer {

    private static final ObjectWriter VALUES = JsonMapper.builder().build().writer();
    private static final JsonFactory FACTORY = VALUES.getFactory();

    @Override
    public void render(QueryResult result, Appendable out) throws IOException {
        out.append('[');
        String separator = "\n  ";
        for (List<@Nullable Object> row : result.rows()) {
            out.append(separator).append(object(result.columns(), row));
            separator = ",\n  ";
        }
        out.append(result.rows().isEmpty() ? "]\n" : "\n]\n");
    }

    /** A value as JSON. */
    static String json(@Nullable Object value) throws IOException {
        return VALUES.writeValueAsString(value);
    }

    private static String object(List<QueryResult.Column> columns, List<@Nullable Object> row) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(text)) {
            generator.writeStartObject();
            for (int i = 0; i < columns.size(); i++) {
                generator.writeFieldName(columns.get(i).name());
                VALUES.writeValue(generator, row.get(i));
            }
            generator.writeEndObject();
        }
        return text.toString();
    }
}

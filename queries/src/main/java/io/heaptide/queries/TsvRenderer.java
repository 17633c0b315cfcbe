package io.heaptide.queries;

import java.io.IOException;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** ClickHouse's own {@code TSVWithNames}: {@code \N} is null, a backslash escapes tab, line end and itself. */
final class TsvRenderer implements ResultRenderer {

    @Override
    public void render(QueryResult result, Appendable out) throws IOException {
        StringJoiner header = new StringJoiner("\t", "", "\n");
        result.columns().forEach(column -> header.add(escape(column.name())));
        out.append(header.toString());
        for (List<@Nullable Object> row : result.rows()) {
            StringJoiner line = new StringJoiner("\t", "", "\n");
            for (Object value : row) {
                line.add(cell(value));
            }
            out.append(line.toString());
        }
    }

    private static String cell(@Nullable Object value) throws IOException {
        if (value == null) {
            return "\\N";
        }
        boolean scalar = value instanceof CharSequence || value instanceof Number || value instanceof Boolean;
        return escape(scalar ? value.toString() : JsonRenderer.json(value));
    }

    private static String escape(String text) {
        return text.replace("\\", "\\\\")
                .replace("\t", "\\t")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
    }
}

package io.heaptide.queries;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** An aligned table. A column in which no row says anything is left out; JSON and TSV have them all. */
final class TableRenderer implements ResultRenderer {

    private static final String GAP = "  ";
    private static final String RED = "\u001b[1;31m";
    private static final String YELLOW = "\u001b[33m";
    private static final String GREEN = "\u001b[32m";
    private static final String RESET = "\u001b[0m";

    private final TableStyle style;

    TableRenderer(TableStyle style) {
        this.style = style;
    }

    @Override
    public void render(QueryResult result, Appendable out) throws IOException {
        if (result.rows().isEmpty()) {
            out.append("no rows\n");
            return;
        }
        List<TableColumn> columns = new ArrayList<>();
        for (int i = 0; i < result.columns().size(); i++) {
            if (saysSomething(result, i)) {
                columns.add(TableColumn.of(result, i, style.longestCell()));
            }
        }
        header(columns, out);
        for (int row = 0; row < result.rows().size(); row++) {
            line(columns, row, out);
        }
        out.append(result.rows().size() == 1 ? "1 row\n" : result.rows().size() + " rows\n");
    }

    private static boolean saysSomething(QueryResult result, int index) {
        return result.rows().stream()
                .map(row -> row.get(index))
                .anyMatch(value -> value != null && !value.toString().isEmpty());
    }

    private static void header(List<TableColumn> columns, Appendable out) throws IOException {
        int lines = columns.stream()
                .mapToInt(column -> column.heading().size())
                .max()
                .orElse(1);
        for (int line = 0; line < lines; line++) {
            int current = line;
            List<String> parts = columns.stream()
                    .map(column -> column.headingLine(current, lines))
                    .toList();
            out.append(String.join(GAP, parts).stripTrailing()).append('\n');
        }
        List<String> rules =
                columns.stream().map(column -> "─".repeat(column.width())).toList();
        out.append(String.join(GAP, rules)).append('\n');
    }

    private void line(List<TableColumn> columns, int row, Appendable out) throws IOException {
        List<String> cells = IntStream.range(0, columns.size())
                .mapToObj(i -> coloured(columns.get(i), columns.get(i).cells().get(row)))
                .toList();
        out.append(String.join(GAP, cells).stripTrailing()).append('\n');
    }

    private String coloured(TableColumn column, Cell cell) {
        String colour = style.colour() ? colour(column.name(), cell.text()) : "";
        return colour.isEmpty() ? column.aligned(cell) : colour + column.aligned(cell) + RESET;
    }

    private static String colour(String column, String text) {
        boolean coloured = column.endsWith("verdict") || column.endsWith("state");
        if (!coloured) {
            return "";
        }
        return switch (text) {
            case "leaking", "firing" -> RED;
            case "suspect", "pending" -> YELLOW;
            case "steady", "plateaued", "sawtooth", "resolved" -> GREEN;
            default -> "";
        };
    }
}

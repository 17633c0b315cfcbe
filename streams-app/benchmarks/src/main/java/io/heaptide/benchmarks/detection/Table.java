package io.heaptide.benchmarks.detection;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows under a header; the first column is left-aligned, the others hold figures. */
record Table(List<String> header, List<List<String>> rows) {
    private static final String NONE = "-";

    Table {
        header = List.copyOf(header);
        rows = List.copyOf(rows);
        for (List<String> row : rows) {
            if (row.size() != header.size()) {
                throw new IllegalArgumentException("a row must have " + header.size() + " cells, got " + row);
            }
        }
    }

    static String cell(OptionalDouble value, String format) {
        return value.isPresent() ? cell(value.getAsDouble(), format) : NONE;
    }

    static String cell(double value, String format) {
        return String.format(Locale.ROOT, format, value);
    }

    /** For a terminal. */
    String text() {
        List<Integer> widths =
                IntStream.range(0, header.size()).mapToObj(this::width).toList();
        return lines(row -> IntStream.range(0, row.size())
                .mapToObj(i -> padded(row.get(i), widths.get(i), i == 0))
                .collect(Collectors.joining("  ")));
    }

    private int width(int column) {
        return Math.max(
                header.get(column).length(),
                rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0));
    }

    private static String padded(String text, int width, boolean left) {
        String space = " ".repeat(width - text.length());
        return left ? text + space : space + text;
    }

    /** Fields between commas (RFC 4180). */
    String csv() {
        return lines(row -> row.stream().map(Table::quoted).collect(Collectors.joining(",")));
    }

    private static String quoted(String text) {
        boolean plain = text.indexOf(',') < 0 && text.indexOf('"') < 0;
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    String markdown() {
        String rule = "| --- |" + " ---: |".repeat(header.size() - 1);
        return piped(header) + "\n" + rule + "\n"
                + rows.stream().map(Table::piped).map(line -> line + "\n").collect(Collectors.joining());
    }

    private static String piped(List<String> row) {
        return "| " + String.join(" | ", row) + " |";
    }

    String html() {
        return "<table>\n" + htmlRow(header, "th")
                + rows.stream().map(row -> htmlRow(row, "td")).collect(Collectors.joining()) + "</table>\n";
    }

    private static String htmlRow(List<String> row, String tag) {
        return row.stream()
                .map(cell -> "<" + tag + ">" + escaped(cell) + "</" + tag + ">")
                .collect(Collectors.joining("", "<tr>", "</tr>\n"));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private String lines(Function<List<String>, String> line) {
        return line.apply(header) + "\n"
                + rows.stream().map(line).map(each -> each + "\n").collect(Collectors.joining());
    }
}

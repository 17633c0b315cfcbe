package io.heaptide.backtest;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** How the columns of a samples file are laid out; columns are found by name, unknown ones are left alone. */
final class SampleLine {
    private static final double MILLIS_PER_SECOND = 1000;

    private final Map<String, Integer> columns = new HashMap<>();

    SampleLine(String header) {
        List<String> names = split(header);
        for (int i = 0; i < names.size(); i++) {
            columns.put(names.get(i).strip(), i);
        }
        for (String needed : List.of("timestamp", "service", "instance", "metric", "used_bytes")) {
            if (!columns.containsKey(needed)) {
                throw new BadSamples(1, "column " + needed + " is missing in " + header);
            }
        }
    }

    Reading parse(String text, long line) {
        List<String> cells = split(text);
        try {
            return new Reading(
                    millis(cell(cells, "timestamp")),
                    cell(cells, "service"),
                    cell(cells, "instance"),
                    cell(cells, "metric"),
                    bytes(cell(cells, "used_bytes")),
                    limit(cell(cells, "limit_bytes")),
                    cell(cells, "version"));
        } catch (NumberFormatException | DateTimeParseException bad) {
            throw new BadSamples(line, bad.getMessage() + " in " + text);
        }
    }

    private String cell(List<String> cells, String column) {
        Integer index = columns.get(column);
        return index == null || index >= cells.size() ? "" : cells.get(index);
    }

    private static long millis(String timestamp) {
        if (timestamp.indexOf('T') >= 0) {
            return Instant.parse(timestamp).toEpochMilli();
        }
        return Math.round(Double.parseDouble(timestamp) * MILLIS_PER_SECOND);
    }

    private static long bytes(String text) {
        return text.indexOf('.') < 0 && text.indexOf('e') < 0
                ? Long.parseLong(text)
                : Math.round(Double.parseDouble(text));
    }

    private static OptionalLong limit(String text) {
        return text.isEmpty() ? OptionalLong.empty() : OptionalLong.of(bytes(text));
    }

    /** Fields between commas; a field in double quotes may hold commas, and quotes written twice (RFC 4180). */
    private static List<String> split(String text) {
        List<String> cells = new ArrayList<>(8);
        int start = 0;
        while (start <= text.length()) {
            boolean quoted = start < text.length() && text.charAt(start) == '"';
            int end = quoted ? endOfQuoted(text, start) : text.indexOf(',', start);
            end = end < 0 ? text.length() : end;
            String cell = text.substring(start, end);
            cells.add(quoted ? cell.substring(1, Math.max(1, cell.length() - 1)).replace("\"\"", "\"") : cell);
            start = end + 1;
        }
        return cells;
    }

    private static int endOfQuoted(String text, int start) {
        boolean inside = true;
        int at = start + 1;
        while (at < text.length() && (inside || text.charAt(at) != ',')) {
            inside = (text.charAt(at) == '"') != inside;
            at++;
        }
        return at;
    }
}

package io.heaptide.backtest;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/** How the columns of a samples file are laid out; columns are found by name, unknown ones are left alone. */
final class SampleLine {
    private static final double MILLIS_PER_SECOND = 1000;
    private static final int MILLI_DIGITS = 3;
    private static final int NONE = -1;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final Cells cells = new Cells();
    private final NameTable names;
    private final int timestamp;
    private final int used;
    private final int limit;
    private String lastTime = "";
    private long lastMillis;

    SampleLine(String header) {
        Map<String, Integer> columns = columns(header);
        this.timestamp = needed(columns, "timestamp", header);
        this.names = new NameTable(
                needed(columns, "service", header),
                needed(columns, "instance", header),
                needed(columns, "metric", header),
                columns.getOrDefault("version", NONE));
        this.used = needed(columns, "used_bytes", header);
        this.limit = columns.getOrDefault("limit_bytes", NONE);
    }

    private static int needed(Map<String, Integer> columns, String name, String header) {
        int column = columns.getOrDefault(name, NONE);
        if (column == NONE) {
            throw new BadSamples(1, "column " + name + " is missing in " + header);
        }
        return column;
    }

    private Map<String, Integer> columns(String header) {
        byte[] bytes = header.replace(BYTE_ORDER_MARK, "").getBytes(StandardCharsets.UTF_8);
        cells.cut(bytes, 0, bytes.length);
        Map<String, Integer> columns = new HashMap<>();
        for (int i = 0; i < cells.count(); i++) {
            columns.put(cells.text(i).strip(), i);
        }
        return columns;
    }

    Reading parse(ByteLines line) {
        cells.cut(line.bytes(), line.start(), line.end());
        try {
            NameTable.Names who = names.of(cells);
            return new Reading(
                    millis(), who.service(), who.instance(), who.metric(), bytes(used), limit(), who.version());
        } catch (IllegalArgumentException | DateTimeParseException bad) {
            throw new BadSamples(line.number(), bad.getMessage() + " in " + line.text());
        }
    }

    private long millis() {
        long plain = cells.plain(timestamp, MILLI_DIGITS);
        if (plain >= 0) {
            return plain;
        }
        String text = cells.text(timestamp);
        if (!text.equals(lastTime)) {
            lastMillis = text.indexOf('T') >= 0 ? Instant.parse(text).toEpochMilli() : rounded(text, MILLIS_PER_SECOND);
            lastTime = text;
        }
        return lastMillis;
    }

    private long bytes(int cell) {
        long plain = cells.plain(cell, 0);
        return plain >= 0 ? plain : rounded(cells.text(cell), 1);
    }

    private static long rounded(String text, double factor) {
        double value = Double.parseDouble(text) * factor;
        if (!Double.isFinite(value)) {
            throw new NumberFormatException("\"" + text + "\" is no amount");
        }
        return Math.round(value);
    }

    private OptionalLong limit() {
        return cells.length(limit) == 0 ? OptionalLong.empty() : OptionalLong.of(bytes(limit));
    }
}

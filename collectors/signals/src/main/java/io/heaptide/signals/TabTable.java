package io.heaptide.signals;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.List;

/** Tab-separated tables beside the classes; lines that start with {@code #} are comments. */
final class TabTable {

    /** How a table writes "nothing here". */
    static final String NONE = "-";

    private TabTable() {}

    static List<List<String>> rows(String resource, int columns) {
        return lines(resource).stream()
                .map(line -> List.of(line.split("\t", -1)))
                .peek(row -> check(resource, row, columns))
                .toList();
    }

    static List<String> lines(String resource) {
        try (InputStream in = requireNonNull(TabTable.class.getResourceAsStream(resource), resource);
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, UTF_8))) {
            return reader.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void check(String resource, List<String> row, int columns) {
        if (row.size() != columns) {
            throw new IllegalStateException(resource + ": a row needs " + columns + " columns, got " + row);
        }
    }
}

package io.heaptide.clickhouse;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The migration files that come with the wire contract, in their order. */
final class MigrationFiles {

    private static final String FOLDER = "/clickhouse/";

    private MigrationFiles() {}

    /** Versions ascending, repeatable ones last. */
    static List<Migration> all(SqlTemplate template) {
        return names().stream()
                .map(file -> Migration.of(file, read(file), template))
                .toList();
    }

    static List<String> names() {
        return read("index").lines().filter(line -> !line.isBlank()).toList();
    }

    /** What makes the table that the others are recorded in. */
    static List<String> bootstrap(SqlTemplate template) {
        String file = "schema_migrations.sql";
        return Migration.statements(template.render(file, read(file)));
    }

    static String read(String file) {
        try (InputStream in = MigrationFiles.class.getResourceAsStream(FOLDER + file)) {
            if (in == null) {
                throw new IllegalStateException("no migration " + FOLDER + file + " on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.heaptide.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Writes the server's configuration and its users from the templates beside this class. */
final class ClickHouseSettings {
    private static final long MIB = 1 << 20;

    private ClickHouseSettings() {}

    static Path in(EngineFiles files) {
        return files.settings().resolve("config.xml");
    }

    static void write(EngineFiles files, int maxMemoryMib, ClickHouseCredentials credentials) {
        Path users = files.settings().resolve("users.xml");
        write(
                "clickhouse-config.xml",
                in(files),
                Map.of(
                        "users", users.toString(),
                        "log", files.log().toString(),
                        "maxMemoryBytes", Long.toString(maxMemoryMib * MIB)));
        write(
                "clickhouse-users.xml",
                users,
                Map.of(
                        "passwordSha256", credentials.passwordSha256(),
                        "readOnlyPasswordSha256", credentials.readOnlyPasswordSha256()));
    }

    private static void write(String template, Path file, Map<String, String> values) {
        try (InputStream in = ClickHouseSettings.class.getResourceAsStream(template)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks " + template);
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (Map.Entry<String, String> value : values.entrySet()) {
                text = text.replace("${" + value.getKey() + "}", escaped(value.getValue()));
            }
            Files.writeString(file, text);
        } catch (IOException unwritable) {
            throw new UncheckedIOException("Cannot write " + file, unwritable);
        }
    }

    private static String escaped(String value) {
        return value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}

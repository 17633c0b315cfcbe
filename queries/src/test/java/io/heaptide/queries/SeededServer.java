package io.heaptide.queries;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.command.CommandSettings;
import io.heaptide.clickhouse.ClickHouseTarget;
import io.heaptide.clickhouse.SchemaMigrator;
import io.heaptide.clickhouse.SchemaOptions;
import io.heaptide.local.LocalClickHouse;
import io.heaptide.schemas.settings.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;

/** A real server with a small fleet in it, every row written twice as after a replay. */
final class SeededServer implements AutoCloseable {

    private static final String DATABASE = "fleet";

    private final Instant base = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final LocalClickHouse server = LocalClickHouse.temporary();

    static SeededServer start() throws Exception {
        SeededServer seeded = new SeededServer();
        seeded.migrate();
        seeded.seed();
        return seeded;
    }

    /** The time of the newest rows. */
    Instant base() {
        return base;
    }

    /** Asks as the user that may write. */
    QueryRunner runner() {
        return runner(config());
    }

    QueryRunner readOnlyRunner() {
        return runner(config(server.readOnlyUser(), server.readOnlyPassword()));
    }

    QueryConfig config() {
        return config(server.user(), server.password());
    }

    QueryConfig config(String user, String password) {
        return QueryConfig.of(URI.create(server.httpUrl()), user, new Secret(password), DATABASE);
    }

    static QueryRunner runner(QueryConfig config) {
        return new QueryRunner(config, InstantSource.system());
    }

    @Override
    public void close() {
        server.close();
    }

    private void migrate() {
        var password = new Secret(server.password());
        var target = new ClickHouseTarget(URI.create(server.httpUrl()), server.user(), password, DATABASE);
        SchemaMigrator.of(target, SchemaOptions.defaults(), InstantSource.system())
                .migrate();
    }

    private void seed() throws Exception {
        try (Client client = new Client.Builder()
                .addEndpoint(server.httpUrl())
                .setUsername(server.user())
                .setPassword(server.password())
                .setDefaultDatabase(DATABASE)
                .build()) {
            Map<String, Object> parameters = Map.of("base", base.toEpochMilli());
            for (String statement : resource("/seed.sql").split(";\n", -1)) {
                client.execute(statement, parameters, new CommandSettings())
                        .get()
                        .close();
                client.execute(statement, parameters, new CommandSettings())
                        .get()
                        .close();
            }
        }
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(SeededServer.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

package io.heaptide.clickhouse;

import com.clickhouse.client.api.query.GenericRecord;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a database to this build's tables and views, forward only.
 *
 * <p>Several starters may run at once: every statement can be repeated, and so can its record.
 */
public final class SchemaMigrator {

    private static final Logger LOG = LoggerFactory.getLogger(SchemaMigrator.class);

    private final ClickHouseTarget target;
    private final SqlTemplate template;
    private final List<Migration> migrations;
    private final InstantSource clock;

    SchemaMigrator(ClickHouseTarget target, SqlTemplate template, List<Migration> migrations, InstantSource clock) {
        this.target = target;
        this.template = template;
        this.migrations = List.copyOf(migrations);
        this.clock = clock;
    }

    /** A migrator of this build's files. */
    public static SchemaMigrator of(ClickHouseTarget target, SchemaOptions options, InstantSource clock) {
        SqlTemplate template = new SqlTemplate(options);
        return new SchemaMigrator(target, template, MigrationFiles.all(template), clock);
    }

    /**
     * Applies what has not been applied yet.
     *
     * @return the names of what was applied now, in order
     * @throws ClickHouseFailure if the server is away or refuses; another try goes on where this one stopped
     * @throws MigrationChanged if an applied migration's file has changed since
     */
    public List<String> migrate() {
        createDatabase();
        try (ClickHouseConnection connection = ClickHouseConnection.to(target)) {
            run(connection, "create schema_migrations", MigrationFiles.bootstrap(template));
            Map<String, String> applied = applied(connection);
            List<String> now = new ArrayList<>();
            for (Migration migration : migrations) {
                if (isDue(migration, applied)) {
                    apply(connection, migration);
                    now.add(migration.name());
                }
            }
            return now;
        }
    }

    /** Looked for first, because a user that may not create databases can still be given one. */
    private void createDatabase() {
        try (ClickHouseConnection connection = ClickHouseConnection.beforeDatabase(target)) {
            boolean absent = connection
                    .query(
                            "look for database " + target.database(),
                            "SELECT name FROM system.databases WHERE name = {name:String}",
                            Map.of("name", target.database()))
                    .isEmpty();
            if (absent) {
                String sql = "CREATE DATABASE IF NOT EXISTS " + target.database() + " ${on_cluster}";
                run(connection, "create database", List.of(template.render("create database", sql)));
            }
        }
    }

    private static boolean isDue(Migration migration, Map<String, String> applied) {
        String before = applied.get(key(migration.version(), migration.name()));
        if (before == null || before.equals(migration.checksum())) {
            return before == null;
        }
        if (migration.repeatable()) {
            return true;
        }
        throw new MigrationChanged(migration, before);
    }

    private void apply(ClickHouseConnection connection, Migration migration) {
        run(connection, "migration " + migration.name(), migration.statements());
        connection.execute(
                "record migration " + migration.name(),
                "INSERT INTO schema_migrations (version, name, checksum, applied_at)"
                        + " SELECT {version:UInt32}, {name:String}, {checksum:String}, fromUnixTimestamp64Milli({at:Int64}, 'UTC')",
                Map.of(
                        "version", migration.version(),
                        "name", migration.name(),
                        "checksum", migration.checksum(),
                        "at", clock.millis()));
        LOG.info("applied ClickHouse migration {} {}", migration.version(), migration.name());
    }

    private static void run(ClickHouseConnection connection, String what, List<String> statements) {
        statements.forEach(statement -> connection.execute(what, statement, Map.of()));
    }

    private static Map<String, String> applied(ClickHouseConnection connection) {
        Map<String, String> applied = new HashMap<>();
        for (GenericRecord row : connection.query(
                "read schema_migrations",
                "SELECT version, name, argMax(checksum, applied_at) AS latest FROM schema_migrations GROUP BY version, name",
                Map.of())) {
            applied.put(key(row.getInteger("version"), row.getString("name")), row.getString("latest"));
        }
        return applied;
    }

    private static String key(int version, String name) {
        return version == 0 ? name : Integer.toString(version);
    }
}

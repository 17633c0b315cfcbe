package io.heaptide.queries;

import io.heaptide.schemas.settings.Secret;
import io.heaptide.schemas.settings.Settings;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * Where to ask, as whom, and how much.
 *
 * @param url ClickHouse's HTTP endpoint, without credentials in it
 * @param user who asks
 * @param password that user's password
 * @param database where the tables are
 * @param timeout a query that runs longer is stopped by the server
 * @param maxRows a query that answers more is refused: a result is held in memory
 */
public record QueryConfig(URI url, String user, Secret password, String database, Duration timeout, int maxRows) {

    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);
    private static final int DEFAULT_MAX_ROWS = 100_000;

    public QueryConfig {
        if (url.getRawUserInfo() != null) { // not quoted in the message: it would print the password
            throw new IllegalArgumentException("clickhouse.url must not hold a user or a password;"
                    + " set HEAPTIDE_CLICKHOUSE_USER and HEAPTIDE_CLICKHOUSE_PASSWORD");
        }
        if (!("http".equals(url.getScheme()) || "https".equals(url.getScheme())) || url.getHost() == null) {
            throw new IllegalArgumentException(
                    "clickhouse.url must be http://host:port or https://host:port, got " + url);
        }
        if (user.isBlank()) {
            throw new IllegalArgumentException("clickhouse.user must not be empty");
        }
        if (database.isBlank()) {
            throw new IllegalArgumentException("clickhouse.database must not be empty");
        }
        if (timeout.compareTo(Duration.ofSeconds(1)) < 0) { // the server counts whole seconds
            throw new IllegalArgumentException("query.timeout must be at least a second, got " + timeout);
        }
        if (maxRows < 1) {
            throw new IllegalArgumentException("query.max-rows must be at least 1, got " + maxRows);
        }
    }

    /** Half a minute and 100 000 rows at most. */
    public static QueryConfig of(URI url, String user, Secret password, String database) {
        return new QueryConfig(url, user, password, database, DEFAULT_TIMEOUT, DEFAULT_MAX_ROWS);
    }

    /** Reads {@code HEAPTIDE_CLICKHOUSE_URL}, {@code _USER}, {@code _PASSWORD}, {@code _DATABASE}; absent ones have defaults. */
    public static QueryConfig fromEnvironment(Map<String, String> environment) {
        Settings settings = new Settings(environment);
        return of(
                settings.url("HEAPTIDE_CLICKHOUSE_URL", URI.create("http://127.0.0.1:8123")),
                settings.text("HEAPTIDE_CLICKHOUSE_USER", "heaptide"),
                settings.secret("HEAPTIDE_CLICKHOUSE_PASSWORD"),
                settings.text("HEAPTIDE_CLICKHOUSE_DATABASE", "heaptide"));
    }
}

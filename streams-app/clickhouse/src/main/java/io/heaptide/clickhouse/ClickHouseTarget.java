package io.heaptide.clickhouse;

import io.heaptide.schemas.settings.Secret;
import java.net.URI;
import java.util.regex.Pattern;

/**
 * The server and the database that rows go to.
 *
 * @param url HTTP endpoint, {@code http://} or {@code https://}, without credentials in it
 * @param user who logs in
 * @param password that user's password
 * @param database where the tables are; created if absent
 */
public record ClickHouseTarget(URI url, String user, Secret password, String database) {

    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    public ClickHouseTarget {
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
        if (!IDENTIFIER.matcher(database).matches()) {
            throw new IllegalArgumentException(
                    "clickhouse.database must be letters, digits and underscores, got " + database);
        }
    }
}

package io.heaptide.launcher;

import java.net.URI;
import java.util.Map;

/** How to reach ClickHouse; never prints its password. */
record ClickHouseAccess(URI url, String user, String password) {

    /** A server of the user's, with the user and password of the environment. */
    static ClickHouseAccess fromEnvironment(URI url, Map<String, String> environment) {
        return new ClickHouseAccess(
                url,
                environment.getOrDefault("HEAPTIDE_CLICKHOUSE_USER", "heaptide"),
                environment.getOrDefault("HEAPTIDE_CLICKHOUSE_PASSWORD", ""));
    }

    @Override
    public String toString() {
        return user + "@" + url;
    }
}

package io.heaptide.launcher;

import io.heaptide.schemas.settings.Secret;
import io.heaptide.schemas.settings.Settings;
import java.net.URI;

/** How to reach ClickHouse. */
record ClickHouseAccess(URI url, String user, Secret password) {

    /** A server of the user's, with the user and password of the environment. */
    static ClickHouseAccess of(URI url, Settings settings) {
        return new ClickHouseAccess(
                url,
                settings.text("HEAPTIDE_CLICKHOUSE_USER", "heaptide"),
                settings.secret("HEAPTIDE_CLICKHOUSE_PASSWORD"));
    }
}

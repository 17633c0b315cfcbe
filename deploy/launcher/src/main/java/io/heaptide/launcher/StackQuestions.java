package io.heaptide.launcher;

import io.heaptide.queries.QueryConfig;
import io.heaptide.queries.QueryRunner;
import io.heaptide.schemas.settings.Settings;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/** Where questions go: to the ClickHouse that the environment names, else to that of the running stack. */
final class StackQuestions {

    private StackQuestions() {}

    static QueryRunner open(Path home, Map<String, String> environment) {
        return new QueryRunner(config(home, environment), InstantSource.system());
    }

    static QueryRunner open(ClickHouseAccess access) {
        return new QueryRunner(config(access), InstantSource.system());
    }

    private static QueryConfig config(Path home, Map<String, String> environment) {
        if (new Settings(environment).text("HEAPTIDE_CLICKHOUSE_URL").isPresent()) {
            return QueryConfig.fromEnvironment(environment);
        }
        return RunningStack.find(home)
                .map(running -> config(running.questions()))
                .orElseThrow(() -> new Failure("no stack runs in " + home + ": start one with '"
                        + Invocation.of("up --detach") + "', or set HEAPTIDE_CLICKHOUSE_URL"));
    }

    private static QueryConfig config(ClickHouseAccess access) {
        return QueryConfig.of(access.url(), access.user(), access.password(), "heaptide");
    }
}
